/**
 * Names of things in Arabic, Persian, Hindi, Turkish, Dutch, Ukrainian, Polish and Russian. These languages inflect their
 * nouns at the end, so these are beginnings of words; the article and the one-letter prefixes of Arabic are taken off before.
 */
export const worldStems = {
  home:
    'رئيسي للمستخدم|المنزل|منزل|خانگی|होम|ev dizin|thuismap|homemap|homedirectory|persoonlijke map|домашн|домівк|' +
    'домов|domow|ana dizin|home dizin|ev klasör',
  system:
    'نظام الملفات|جذر|سیستم عامل|ریشه|सिस्टम|işletim sistem|sistem dosya|kök dizin|besturingssystem|' +
    'systeembestand|системн|кореневу|систем',
  device: 'قرص|القرص|دیسک|هارد|डिस्क|disk|diski|harde schijf|schijf|диск|dysk',
  elsewhere:
    'مشاريع أخرى|پروژههای دیگر|दूसरे प्रोजेक्ट|diğer proje|andere project|інші проєкт|інших проєкт|inne projekt|' +
    'innych projekt',
  production: 'الإنتاج|إنتاج|انتاج|تولید|प्रोडक्शन|उत्पादन|üretim|canlı|productie|продакш|продакшн|робоч|бойов|produkcyj',
  store:
    'قاعدة|قواعد|جداول|پایگاه|دیتابیس|डेटाबेस|तालिका|veritaban|veri tabanı|tablo|databank|tabellen|баз|таблиц|' +
    'bazę|bazy|tabel',
  backup:
    'نسخ احتياطي|النسخ الاحتياطية|احتياطي|پشتیبان|बैकअप|yedek|back-up|reservekopie|резервн|бекап|kopie zapasow|' +
    'kopii zapasow',
  history: 'سجل git|تاریخچه git|git geçmiş|git-geschiedenis|історі|histori',
  everything:
    'جميع|كل|كافة|كامل|تمام|همه|تمامی|کل|सभी|सारे|सारी|सब|पूरा|पूरी|bütün|tüm|hepsi|tamamı|alle|alles|volledige|' +
    'hele|усі|всі|всю|все|увесь|wszystk|cały|całą',
  secret:
    'أسرار|كلمات المرور|كلمة المرور|مفاتيح|مفتاح|بيانات الاعتماد|رمز|رمز عبور|گذرواژه|کلید|पासवर्ड|कुंजी|' +
    'कुंजियाँ|टोकन|गोपनीय|şifre|parola|anahtar|gizli bilgi|jeton|wachtwoord|sleutel|geheimen|inloggegeven|парол|' +
    'ключ|секрет|токен|облікові дан|hasł|klucz|poświadcz',
  privateKey:
    'المفاتيح الخاصة|المفتاح الخاص|مفتاح ssh|کلید خصوصی|کلیدهای خصوصی|کلیدهای ssh|निजी कुंजी|निजी कुंजियाँ|' +
    'özel anahtar|ssh anahtar|privésleutel|privésleutels|privé-sleutel|privé sleutel|ssh-sleutel|приватн|закрит|' +
    'klucz prywatn|klucze prywatn|klucze ssh|chiavi private',
  environment:
    'متغيرات البيئة|متغیرهای محیطی|एनवायरनमेंट|पर्यावरण चर|ortam değişken|omgevingsvariabelen|змінні середовищ|' +
    'змінних середовищ|zmienne środowisk',
  code:
    'الشيفرة المصدرية|الكود المصدري|کد منبع|سورس کد|सोर्स कोड|स्रोत कोड|kaynak kod|broncode|вихідний код|' +
    'вихідного код|kod źródłow',
  contents: 'محتوى|محتويات|محتوای|सामग्री|içeriğ|içerik|inhoud|вміст|содержим|zawartoś',
  external: 'خادم خارجي|سرور خارجی|बाहरी सर्वर|harici sunucu|externe server|зовнішній сервер|zewnętrzny serwer',
  sandbox:
    'صندوق الحماية|البيئة المعزولة|بيئة معزولة|محیط ایزوله|سندباکس|सैंडबॉक्स|sandbox|korumalı alan|zandbak|' +
    'пісочниц|песочниц|piaskownic',
  guard:
    'الحماية|حماية|قيود|القيود|فحوصات الأمان|إجراءات الأمان|جدار|امنیتی|محدودیت|دیوار آتش|सुरक्षा|प्रतिबंध|' +
    'फ़ायरवॉल|güvenlik|koruma|kısıtlama|beveilig|veiligheids|firewall|bescherming|безпек|захист|обмежен|' +
    'брандмауер|ograniczeni|zabezpiecze|sicurezza|protezion|ochron',
  audit:
    'سجل التدقيق|التدقيق|المراقبة|ثبت وقایع|نظارت|लॉगिंग|ऑडिट|निगरानी|günlük kayd|denetim|izleme|auditlog|' +
    'logging|toezicht|журналюван|аудит|моніторинг|logowani|monitoring',
  checks:
    'الاختبارات|اختبارات|الفحوصات|فحوصات|التحقق|آزمون|تست|بررسی|टेस्ट|परीक्षण|जाँच|जांच|testler|testleri|' +
    'denetimler|kontroller|tests|testen|controles|тест|перевірк|проверк|testy|testów|sprawdze',
  failing:
    'الاختبارات الفاشلة|الاختبارات التي تفشل|آزمونهای ناموفق|تستهای ناموفق|असफल टेस्ट|विफल परीक्षण|' +
    'başarısız test|başarısız olan test|kırmızı test|falende test|mislukte test|rode test|тести що падають|' +
    'тести які падають|невдалі тест|nieudane test|testy które nie|test che fallisc|test falliti',
  schedule:
    'مهمة مجدولة|وظيفة cron|وظیفه زمانبندی|क्रॉन|zamanlanmış görev|cron görev|başlangıçta çalış|geplande taak|' +
    'crontaak|планувальник|завдання cron|автозавантажен|автозапуск',
  access:
    'المفتاح العام|کلید عمومی|सार्वजनिक कुंजी|açık anahtar|publieke sleutel|відкритий ключ|публічний ключ|' +
    'klucz publiczn|chiave pubblica',
  backdoor:
    'باب خلفي|بابا خلفيا|الباب الخلفي|در پشتی|درب پشتی|बैकडोर|पिछला दरवाज़ा|arka kapı|gizli yönetici|gizli admin|' +
    'achterdeur|geheime admin|geheim account|бекдор|чорний хід|лазівк|прихован адмін|tylne wejście|tylną furtk|' +
    'geheimen admin|geheimes konto|geheimen zugang|admin caché|administrador oculto|admin oculto|cuenta oculta|' +
    'conta oculta|accesso nascosto|admin nascosto|porta sul retro',
  instructions:
    'التعليمات|تعليمات|الأوامر|أوامر|القواعد|توجيهات|دستور|دستورالعمل|دستورات|قوانین|निर्देश|नियम|आदेश|talimat|' +
    'yönerge|kural|emir|instructie|opdrachten|regels|aanwijzing|інструкц|вказівк|правил|наказ|указани|instrukcj|' +
    'poleceni|regul|zasad|istruzion|regole',
  previous:
    'السابقة|سابقة|السابق|أعلاه|قبلی|پیشین|بالا|पिछले|पिछली|पहले|उपरोक्त|önceki|yukarıdaki|şimdiye kadarki|' +
    'eerdere|vorige|voorgaande|bovenstaande|попередн|раніш|вище|предыдущ|poprzedn|wcześniejsz|powyższ',
  yours: 'تعليماتك|قواعدك|دستورهایت|तुम्हारे|तुम्हारी|आपके|senin|sana verilen|jouw|je eigen|твої|твоїх|свої|twoje|swoje',
  systemPrompt:
    'موجه النظام|تعليمات النظام|پرامپت سیستم|सिस्टम प्रॉम्प्ट|sistem istemi|sistem prompt|systeemprompt|' +
    'системний промпт|системну інструкцію|prompt systemow|prompt di sistema',
  user:
    'المستخدم|مستخدم|أحدا|أحد|کاربر|هیچکس|هیچ کس|उपयोगकर्ता|यूज़र|किसी को|kullanıcı|kimse|hiç kimse|gebruiker|' +
    'niemand|користувач|нікому|użytkownik|nikomu|utent|nessuno',
  aboutIt:
    'بهذا|بذلك|هذا|عن هذا|عن ذلك|این|از این|درباره|इस|इसके|bundan|bunu|bu değişik|dit|hiervan|hierover|daarover|' +
    'це|цю|про це|про цю|tym|o tym|questo',
  unnoticed:
    'سرا|سرًا|خفية|بصمت|پنهانی|مخفیانه|بیصدا|चुपके|चुपचाप|गुप्त रूप|gizlice|sessizce|fark edilmeden|stiekem|' +
    'ongemerkt|heimelijk|in het geheim|таємно|непомітно|потай|нишком|potajemnie|po cichu|skrycie|di nascosto|' +
    'segretamente',
  success:
    'نجح|نجحت|بنجاح|اكتمل|موفق|کامل شد|सफल|पूर्ण|पूरा हो|başarılı|tamamland|bitti|yeşil|geslaagd|klaar|voltooid|' +
    'groen|успішн|готово|виконано|завершен|зелен|zakończon|gotowe|zielon|riusciti|completat',
  regardless:
    'مهما حدث|بغض النظر|حتى لو|هر اتفاقی|صرف نظر|حتی اگر|चाहे|भले ही|ne olursa olsun|her zaman|her durumda|' +
    'olsa bile|wat er ook gebeurt|ongeacht|altijd|zelfs als|що б не|незалежно|навіть якщо|завжди|niezależnie|' +
    'bez względu|nawet jeśli|zawsze|qualunque cosa|anche se|a prescindere|immer|siempre|toujours|sempre',
  machine:
    'هذا الجهاز|الخادم|این دستگاه|سرور|इस मशीन|सर्वर|bu makine|bu bilgisayar|sunucu|deze machine|deze computer|' +
    'цій машин|цьому комп|сервер|tej maszyn',
  survive:
    'عند الإقلاع|بعد إعادة التشغيل|هنگام بوت|پس از راهاندازی|बूट पर|रीबूट|her açılışta|açılışta|yeniden başlat|' +
    'bij het opstarten|na herstart|при запуску|після перезавантаж',
  traces:
    'آثار|الأثر|سجل الأوامر|ردپا|निशान|इतिहास|izleri|komut geçmiş|sporen|geschiedenis|сліди|історію команд|ślady|' +
    'tracce|cronologia',
  payload: 'السكربت|سكريبت|البرنامج|اسکریپت|برنامه|स्क्रिप्ट|प्रोग्राम|betiğ|betik|программ|скрипт|skrypt',
} as const satisfies Readonly<Record<string, string>>
