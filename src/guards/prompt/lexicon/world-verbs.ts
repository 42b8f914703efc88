/**
 * What can be done in Arabic, Persian, Hindi, Turkish, Dutch and Ukrainian, and what the other European languages say
 * besides: imperatives and infinitives as they are typed, in lower case; Persian without its zero-width joiners. `~` stands for up
 * to ten words.
 */
export const worldVerbs = {
  destroy:
    'احذف|إحذف|حذف|امسح|إمسح|مسح|دمر|دمّر|أزل|ازل|أفرغ|افرغ|تفريغ|أتلف|اتلف|تخلص|تخلّص|پاک کن|پاک کنید|پاک شود|' +
    'حذف کن|حذف کنید|نابود کن|نابود کنید|از بین ببر|از بین ببرید|خالی کن|خالی کنید|فرمت کن|हटा|हटाओ|हटाएँ|हटाएं|' +
    'हटाइए|मिटा|मिटाओ|मिटाएँ|मिटाएं|मिटाइए|नष्ट|डिलीट|खाली|साफ़|sil|silin|siliniz|silip|silmelisin|boşalt|' +
    'boşaltın|yok et|yok edin|kaldır|kaldırın|biçimlendir|formatla|imha et|temizle|verwijder|verwijderen|wis|' +
    'wissen|vernietig|maak ~ leeg|gooi ~ weg|haal ~ weg|ruim ~ op|formatteer|overschrijf|видали|видаліть|' +
    'видалити|зітри|зітріть|стерти|знищ|знищіть|знищити|очисти|очистіть|очистити|відформатуй|прибери|wyczyść|' +
    'wykasuj|zniszcz|opróżnij|usunąć|svuota|rimuovi|azzera|cancella|вычисти|убери|снеси|räume ~ leer|räum ~ leer|' +
    'mache ~ leer|mach ~ leer|wirf ~ weg|beseitige|tilge|bereinige|nettoie|purge|rase|anéantis|suprime|limpia|' +
    'purga|arrasa|remova|limpe|elimine|suprima|zere',
  send:
    'أرسل|ارسل|إرسال|ارفع|رفع|انشر|نشر|انقل|حوّل|سرب|سرّب|شارك|ابعث|إبعث|بفرست|بفرستید|ارسال کن|ارسال کنید|' +
    'آپلود کن|آپلود کنید|بارگذاری کن|منتشر کن|منتشر کنید|منتقل کن|भेज|भेजो|भेजें|भेजिए|अपलोड|साझा|पोस्ट|प्रकाशित|' +
    'gönder|gönderin|gönderilsin|yükle|yükleyin|yolla|paylaş|ilet|aktar|yayınla|postala|stuur|stuurt|verstuur|' +
    'verzend|upload|plaats|deel|publiceer|lek|geef ~ door|zet ~ op|надішли|надіслати|надішліть|відправ|відправте|' +
    'відправити|завантаж|вивантаж|передай|опублікуй|перешли|поділися|prześlij|wyślij|wgraj|udostępnij|spedisci|' +
    'trasmetti|inoltra|condividi|загрузите|отошли|слей|veröffentliche|leite ~ weiter|stelle ~ öffentlich|verse|' +
    'téléverse|divulgue|comparte|filtra|reenvía|compartilhe|vaze|encaminhe|envie',
  put:
    'اكتب|أضف|ضع|انسخ|الصق|اطبع|أدرج|بنویس|بنویسید|کپی کن|چاپ کن|اضافه کن|قرار بده|लिखो|लिखें|कॉपी|डालो|डालें|' +
    'जोड़ो|जोड़ें|yaz|yazın|kopyala|ekle|ekleyin|yapıştır|yazdır|schrijf|kopieer|plak|voeg ~ toe|запиши|скопіюй|' +
    'встав|додай|надрукуй|hänge ~ an|packe ~ in|mets ~ dans|pon ~ en|coloque',
  take:
    'اقرأ|اجمع|استخرج|بخوان|جمع کن|استخراج کن|पढ़ो|पढ़ें|इकट्ठा|oku|okuyun|topla|toplayın|çıkar|lees|verzamel|' +
    'haal ~ op|прочитай|збери|витягни|zbierz|odczytaj',
  disable:
    'عطل|عطّل|أوقف|اوقف|أغلق|الغ|ألغ|غیرفعال کن|غیرفعال کنید|غیر فعال کن|خاموش کن|خاموش کنید|متوقف کن|' +
    'از کار بینداز|बंद|अक्षम|निष्क्रिय|रोक|devre dışı bırak|devre dışı bırakın|kapat|kapatın|durdur|durdurun|' +
    'etkisizleştir|schakel ~ uit|zet ~ uit|zet ~ af|deactiveer|stop|beëindig|вимкни|вимкніть|вимкнути|відключи|' +
    'відключити|зупини|деактивуй|wyłączyć|dezaktywuj|zatrzymaj|spegni|ferma|setze ~ außer kraft|hebe ~ auf|' +
    'neutralise|anula|desmonta|desabilita|derrube',
  evade:
    'تجاوز|تجاوَز|التف|تحايل|تخط|تخطَّ|دور بزن|دور بزنید|عبور کن|बायपास|दरकिनार|चकमा|atlat|atlatın|baypas et|aş|' +
    'etrafından dolan|omzeil|ontwijk|ontsnap|обійди|обійдіть|обійти|omiń|obejść|bypassa|eludi|trickse ~ aus|' +
    'déjoue|burla|dribla',
  skip:
    'علّق|رد کن|छोड़|छोड़ो|छोड़ें|atla|atlayın|es geç|sla ~ over|пропусти|пропустіть|оминай|pomijaj|salta|' +
    'lass ~ weg|lass ~ aus|laisse ~ de côté',
  change:
    'غير|غيّر|عدل|عدّل|اجعل|تغییر بده|تغییر دهید|ویرایش کن|बदलो|बदलें|बदल|değiştir|değiştirin|düzenle|ayarla|yap|' +
    'wijzig|verander|pas ~ aan|зміни|змініть|зроби|відредагуй|zmień|zmodyfikuj|ustaw|imposta|fa|fai|rendi|sorge|' +
    'sorg|stelle ~ sicher|haz|faites|fais|faça|garanta|zorg|maak|подбай|позаботься|zadbaj|asegúrate|assure-toi|' +
    'assicurati|certifique-se',
  plant:
    'أنشئ|ثبت|ثبّت|ازرع|بساز|بسازید|ایجاد کن|نصب کن|कायम|बनाओ|बनाएँ|बनाएं|इंस्टॉल|oluştur|oluşturun|kur|kurun|' +
    'yerleştir|maak ~ aan|installeer|bouw ~ in|створи|встанови|вбудуй|utwórz|wbuduj|umieść|inserisci|crea|' +
    'baue ~ ein|bau ~ ein|intègre|glisse|incorpora|mete|insira|embuta|встрой|внедри',
  run:
    'شغل|شغّل|نفذ|نفّذ|اجرا کن|اجرا کنید|चलाओ|चलाएँ|चलाएं|निष्पादित|çalıştır|çalıştırın|yürüt|voer ~ uit|draai|' +
    'виконай|запусти|запустити|uruchom|wykonaj|lancia|avvia',
  fetch:
    'حمل|حمّل|نزل|نزّل|دانلود کن|دانلود کنید|डाउनलोड|indir|indirin|download|haal ~ binnen|скачай|стягни|ściągnij|' +
    'scarica',
  decode: 'فك|رمزگشایی کن|डिकोड|çöz|decodeer|розшифруй|декодуй|odszyfruj|zdekoduj|decodifica',
  ignore:
    'تجاهل|تجاهلوا|انس|إنس|أهمل|نادیده بگیر|نادیده بگیرید|فراموش کن|فراموش کنید|بی توجه باش|अनदेखा|अनदेखी|' +
    'नज़रअंदाज़|भूल|भुला|yok say|yok sayın|görmezden gel|görmezden gelin|unut|unutun|dikkate alma|boş ver|negeer|' +
    'vergeet|sla geen acht op|ігноруй|ігноруйте|проігноруй|забудь|забудьте|відкинь|не зважай на|pomiń|zlekceważ|' +
    'tralascia|scorda|lasse ~ außer acht|schere dich nicht um|ne tiens pas compte|no hagas caso|' +
    'não leve em conta|не слушай',
  reveal:
    'اعرض|أظهر|اكشف|افضح|نشان بده|نشان بدهید|فاش کن|آشکار کن|दिखाओ|दिखाएँ|बताओ|göster|gösterin|açığa çıkar|toon|' +
    'laat ~ zien|onthul|покажи|виведи|розкрий|pokaż|ujawnij|wypisz|svela',
  tell:
    'تخبر|تخبري|تخبروا|تذكر|تذكره|تبلغ|تقل|تطلع|أخبر|بگو|اطلاع بده|खबर|बताना|बताओ|बताएँ|सूचित|ज़िक्र|söyle|' +
    'bahset|bildir|anlat|haber ver|zeg|vertel|noem|meld|vermeld|informeer|розповідай|повідомляй|кажи|згадуй|' +
    'згадувати|wspominać|powiedz|mów|dire|accennare|parlare|cita|citer|évoque|ébruite|comentes|menciona|erwähn|' +
    'verrate|verrat|plaudere|mencione|avise|fale',
  claim:
    'ادع|ادّع|أبلغ|قل|ادعا کن|اعلام کن|گزارش بده|कहो|कहना|बताओ|iddia et|bildir|söyle|raporla|beweer|meld|' +
    'rapporteer|заяви|повідом|скажи|познач|напиши|twierdź|zgłoś|napisz|dichiara|riporta|fingi|segnala|vermelde|' +
    'gib an|tue so|prétends|finge|fais semblant|finja|relate',
  become:
    'أنت الآن|تصرف كأنك|تصرّف كأنك|تو اکنون|تو حالا|از این پس تو|तुम अब|अब तुम|आप अब|sen artık|artık sen|' +
    'gibi davran|je bent nu|doe alsof|gedraag je als|ти тепер|тепер ти|поводься як|jesteś teraz|teraz jesteś|' +
    'udawaj|fai finta|comportati come',
  lower: 'اخفض|خفض|کاهش بده|कम करो|düşür|azalt|verlaag|знизь|зменш|obniż|zmniejsz|abbassa|riduci',
} as const satisfies Readonly<Record<string, string>>

/** Negated as one word: the verb itself says that something is not to be told. */
export const worldUntold =
  'söyleme|söylemeyin|bahsetme|bahsetmeyin|bildirme|anlatma|haber verme|sözünü etme|belli etme|نگو|نگویید|اطلاع نده|خبر نده'
