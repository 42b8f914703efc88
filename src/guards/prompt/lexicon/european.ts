/**
 * The main concepts in German, French, Spanish, Portuguese, Italian, Dutch, Polish and Russian: imperatives and
 * infinitives of what can be done, names of what it can be done to. Written as they are typed, in lower case.
 */
export const europeanVerbs = {
  destroy:
    'lösche|löschen|lösch|vernichte|vernichten|zerstöre|zerstören|überschreibe|überschreiben|formatiere|' +
    'formatieren|leere|leeren|entferne|entfernen|supprime|supprimez|supprimer|efface|effacez|effacer|détruis|' +
    'détruisez|détruire|vide|videz|vider|écrase|formate|formatez|borra|borre|borrar|bórralo|elimina|elimine|' +
    'eliminar|destruye|destruir|formatea|formatear|vacía|vaciar|apaga|apague|apagar|exclua|excluir|destrua|' +
    'formatar|esvazie|cancella|cancellare|eliminare|distruggi|verwijder|wis|usuń|skasuj|sformatuj|удали|удалите|' +
    'удалить|сотри|сотрите|стереть|уничтожь|уничтожить|очисти|отформатируй',
  send:
    'sende|senden|schicke|schick|schicken|übertrage|übertragen|übermittle|lade ~ hoch|hochladen|verschicke|teile|' +
    'poste|envoie|envoyez|envoyer|transmets|transmettre|télécharge ~ vers|téléverse|téléverser|publie|publiez|' +
    'envía|envíe|enviar|manda|mandar|sube|suba|subir|publica|publicar|transmite|envie|mande|transmita|publique|' +
    'invia|inviare|carica|pubblica|stuur|verstuur|upload|wyślij|prześlij|opublikuj|отправь|отправьте|отправить|' +
    'пошли|пришли|загрузи|выложи|передай|перешли|опубликуй',
  put:
    'füge ~ ein|füge ~ hinzu|schreibe|schreib|kopiere|gib ~ aus|drucke|ajoute|copie|copiez|colle|affiche|affichez|' +
    'imprime|écris|copia|pega|muestra|incluye|escribe|agrega|añade|cole|mostre|inclua|escreva|adicione|scrivi|' +
    'incolla|stampa|wklej|skopiuj|вставь|скопируй|выведи|напечатай|запиши|добавь',
  take:
    'lies|sammle|sammeln|lis|lisez|collecte|récupère|rassemble|lee|recoge|recopila|reúne|leia|colete|reúna|leggi|' +
    'raccogli|прочитай|собери|найди',
  disable:
    'deaktiviere|deaktivieren|schalte ~ aus|schalte ~ ab|abschalten|ausschalten|stelle ~ ab|stoppe|beende|' +
    'désactive|désactivez|désactiver|coupe|arrête|desactiva|desactive|desactivar|deshabilita|deshabilitar|apaga|' +
    'desabilite|desligue|desligar|disattiva|disattivare|disabilita|schakel ~ uit|wyłącz|отключи|отключите|' +
    'отключить|выключи|выключить|останови',
  evade:
    'umgehe|umgehen|hebele ~ aus|heble ~ aus|contourne|contournez|contourner|elude|esquiva|evita|sáltate|saltarse|' +
    'contorne|burle|contornar|aggira|omzeil|obejdź|обойди|обходи|обойти',
  skip:
    'überspringe|überspringen|kommentiere ~ aus|saute|sautez|salta|omite|omitir|pule|comenta|pomiń|пропусти|' +
    'пропустить|закомментируй',
  change:
    'ändere|ändern|setze|bearbeite|modifie|change|mets|cambia|modifica|pon|altere|mude|modifique|измени|поменяй|' +
    'сделай',
  lower:
    'senke|senken|reduziere|setze ~ herab|abaisse|baisse|baja|reduce|reduzca|reduza|baixe|abbassa|понизь|снизь|' +
    'уменьши',
  use: 'benutze|verwende|nutze|starte|committe|utilise|lance|usa|utiliza|ejecuta|use|utilize|rode|используй|запусти',
  plant:
    'füge ~ hinzu|richte ~ ein|erstelle|erstellen|trage ~ ein|lege ~ an|installiere|schreibe|hänge ~ an|öffne|' +
    'baue ~ ein|ajoute|installe|crée|créez|configure|ouvre|inscris|agrega|añade|instala|crea|configura|abre|' +
    'adicione|instale|crie|abra|aggiungi|installa|dodaj|zainstaluj|добавь|установи|создай|настрой|открой|пропиши',
  run:
    'führe ~ aus|ausführen|starte|exécute|exécutez|lance|ejecuta|ejecute|ejecutar|lánzalo|execute|executar|rode|' +
    'esegui|eseguire|voer ~ uit|uruchom|запусти|выполни|выполнить|исполни|exécute-le|exécute-la|exécutez-le|' +
    'lance-le|lance-la|ejecútalo|ejecutalo|execute-o|rode-o|eseguilo|führ ~ aus',
  fetch:
    'lade ~ herunter|lade|herunterladen|télécharge|téléchargez|descarga|descargue|descargar|baixe|baixar|scarica|' +
    'pobierz|скачай|загрузи',
  decode: 'dekodiere|entschlüssele|décode|décodez|decodifica|decodifique|расшифруй|декодируй',
  ignore:
    'ignoriere|ignorieren|ignorier|vergiss|vergesst|missachte|verwirf|übergehe|ignore|ignorez|ignorer|oublie|' +
    'oubliez|oublier|ignora|ignorar|olvida|olvide|olvidar|haz caso omiso|esqueça|esquece|desconsidere|dimentica|' +
    'trascura|negeer|vergeet|zignoruj|ignoruj|zapomnij|игнорируй|игнорируйте|проигнорируй|забудь|забудьте|' +
    'не обращай внимания',
  reveal:
    'zeige|zeig|verrate|gib ~ aus|nenne|affiche|affichez|révèle|montre|muestra|revela|imprime|mostre|revele|exiba|' +
    'mostra|rivela|покажи|выведи|раскрой',
  tell:
    'sag|sage|erzähle|erwähne|erwähnen|melde|informiere|berichte|mitteilen|dis|dites|dire|mentionne|mentionnez|' +
    'mentionner|informe|parle|signale|digas|diga|decir|decírselo|menciones|mencionar|informes|cuentes|reportes|' +
    'avises|conte|contar|mencione|avise|dica|menzionare|avvisa|vertel|mów|informuj|wspominaj|говори|говорите|' +
    'сообщай|сообщайте|упоминай|рассказывай|упоминать|сообщать',
  claim:
    'behaupte|melde|berichte|sage|sag|markiere|gib ~ aus|prétends|déclare|signale|affirme|dis|marque|indique|' +
    'afirma|informa|declara|di|marca|reporta|afirme|declare|diga|dichiara|segna|zgłoś|oznacz|заяви|сообщи|скажи|' +
    'отметь|напиши',
  become:
    'du bist jetzt|du bist ab jetzt|tu so als|verhalte dich wie|tu es maintenant|vous êtes maintenant|' +
    'comporte-toi comme|fais comme si|ahora eres|actúa como|compórtate como|finge|você agora é|aja como|finja|' +
    'sei ora|agisci come|ты теперь|теперь ты|веди себя как|притворись',
  cheat: 'codiere ~ fest|hartkodiere|code en dur|hardcodea|fälsche',
} as const satisfies Readonly<Record<string, string>>

export const europeanThings = {
  home:
    'home-verzeichnis|homeverzeichnis|heimatverzeichnis|benutzerverzeichnis|home-ordner|persönlichen dateien|' +
    'répertoire personnel|dossier personnel|répertoire home|dossier home|répertoire utilisateur|directorio home|' +
    'directorio personal|carpeta personal|carpeta home|directorio de inicio|diretório home|diretório pessoal|' +
    'pasta pessoal|diretório inicial|pasta home|directory home|cartella home|домашнем каталоге|домашний каталог|' +
    'домашнюю папку|домашней папке|домашней директории|домашнюю директорию|домашнего каталога|katalog domowy',
  system:
    'wurzelverzeichnis|betriebssystem|systemdateien|système de fichiers|racine du disque|système|' +
    'répertoire racine|sistema de archivos|directorio raíz|sistema operativo|sistema de arquivos|diretório raiz|' +
    'корневой каталог|файловую систему|системные файлы|операционную систему',
  device:
    'festplatte|platte|laufwerk|partition|disque|disque dur|disco duro|disco|disco rígido|partición|partição|диск|' +
    'жёсткий диск|жесткий диск|раздел',
  elsewhere:
    'außerhalb des arbeitsverzeichnisses|außerhalb des projekts|andere projekte|anderen projekte|autres projets|' +
    'en dehors du projet|otros proyectos|fuera del proyecto|outros projetos|fora do projeto|другие проекты|' +
    'вне проекта',
  production:
    'produktion|produktiv|produktionsumgebung|production|prod|producción|produção|produzione|боевую|боевой|' +
    'продакшен|продакшн|продакшене|производственную|produkcyjną',
  store:
    'datenbank|tabelle|tabellen|base de données|bases de données|tables|base de datos|tablas|banco de dados|' +
    'tabelas|database|базу данных|базы данных|база данных|таблицы',
  cloud:
    'produktionsdatenbank|produktionsdatenbanken|produktionsdaten|produktivdatenbank|produktions-datenbank|' +
    'produktivdaten|продуктовую базу|боевую базу|servidor de produção|servidor de producción|' +
    'serveur de production|base de données de production|base de datos de producción|banco de dados de produção|' +
    'produktionsserver|боевой сервер|боевом сервере|рабочую базу|serveurs de production',
  backup:
    'sicherungen|sicherungskopien|backups|datensicherungen|sauvegardes|copias de seguridad|respaldos|' +
    'cópias de segurança|резервные копии|бэкапы',
  history: 'git-historie|versionsgeschichte|historique git|historial de git|histórico do git|историю git',
  everything:
    'alle|alles|alle dateien|sämtliche|ganze|ganzen|gesamte|tous|toutes|tout|entier|todos|todas|todo|toda|tudo|' +
    'все|всё|весь|всю|tutti|tutte|wszystkie',
  secret:
    'geheimnisse|zugangsdaten|passwörter|api-schlüssel|schlüssel|clés api|identifiants|mots de passe|secrets|' +
    'contraseñas|credenciales|claves|secretos|senhas|credenciais|segredos|credenziali|ключи|пароли|секреты|токены|' +
    'учётные данные|учетные данные|klucze|hasła',
  privateKey:
    'private schlüssel|privaten schlüssel|ssh-schlüssel|privatschlüssel|clés privées|clé privée|clés ssh|clé ssh|' +
    'claves privadas|clave privada|claves ssh|clave ssh|chaves privadas|chave privada|chaves ssh|chave ssh|' +
    'chiavi private|chiavi ssh|закрытые ключи|приватные ключи|приватный ключ|закрытый ключ|ssh-ключи|ssh-ключ',
  environment:
    "umgebungsvariablen|variables d’environnement|variables d'environnement|variables de entorno|" +
    "variáveis de ambiente|variabili d'ambiente|переменные окружения|переменных окружения|zmienne środowiskowe",
  code:
    'quellcode|quelltext|code source|código fuente|código-fonte|codice sorgente|исходный код|исходники|' +
    'kod źródłowy',
  contents: 'inhalt|inhalte|contenu|contenido|conteúdo|contenuto|содержимое|zawartość',
  external:
    'externen server|fremden server|serveur externe|servidor externo|server esterno|внешний сервер|' +
    'сторонний сервер|webhook',
  public: 'issue|ticket|commit-nachricht|message de commit|mensaje del commit|mensagem do commit|сообщение коммита',
  sandbox: 'sandbox|bac à sable|песочницу|песочница',
  guard:
    'schutzmechanismen|schutzmaßnahmen|sicherheitsprüfungen|sicherheitsprüfung|wächter|sicherheitsregeln|schutz|' +
    'mesures de sécurité|contrôles de sécurité|garde-fous|protections|vérifications de sécurité|' +
    'medidas de seguridad|controles de seguridad|protecciones|verificaciones de seguridad|cortafuegos|' +
    'medidas de segurança|controles de segurança|verificações de segurança|proteções|защиту|защита|ограничения|' +
    'проверки безопасности|меры безопасности|брандмауэр|контроль безопасности',
  permission:
    "berechtigungsabfragen|rückfragen|bestätigungen|confirmations|demandes d'autorisation|confirmaciones|permisos|" +
    'confirmações|permissões|подтверждения|разрешения',
  hook: 'hooks|git-hooks|hook|pre-commit|хуки|хук',
  audit:
    'protokollierung|überwachung|audit-log|protokoll|journalisation|surveillance|registro de auditoría|monitoreo|' +
    'supervisión|log de auditoria|monitoramento|журналирование|логирование|мониторинг|аудит',
  checks:
    'prüfungen|prüfung|vérifications|contrôles|pruebas|comprobaciones|testes|verificações|тесты|проверки|проверку|' +
    'проверка|testy|controlli',
  failing:
    'fehlschlagenden tests|fehlgeschlagenen tests|roten tests|tests qui échouent|tests en échec|' +
    'pruebas que fallan|tests que fallan|pruebas fallidas|testes que falham|testes falhando|testes com falha|' +
    'падающие тесты|упавшие тесты|тесты которые падают|непроходящие тесты',
  schedule:
    'cronjob|cron-job|crontab|dienst|systemdienst|autostart|tâche cron|tarea cron|servicio|tarefa cron|serviço|' +
    'задачу cron|службу|автозагрузку|автозапуск|cron',
  access:
    'öffentlichen schlüssel|clé publique|clave pública|chave pública|открытый ключ|публичный ключ|authorized_keys|' +
    'sudo ohne passwort|sudo sans mot de passe|sudo sin contraseña|sudo sem senha|sudo без пароля',
  backdoor: 'hintertür|hintertüre|porte dérobée|puerta trasera|porta dos fundos|backdoor|бэкдор|чёрный ход|лазейку',
  instructions:
    'anweisungen|anweisung|instruktionen|regeln|vorgaben|richtlinien|befehle|instructions|consignes|règles|' +
    'directives|instrucciones|reglas|indicaciones|directrices|órdenes|instruções|regras|orientações|diretrizes|' +
    'istruzioni|regole|instructies|regels|instrukcje|instrukcji|polecenia|reguły|инструкции|инструкций|указания|' +
    'правила|правил|команды',
  previous:
    'vorherigen|bisherigen|vorigen|früheren|obigen|vorangegangenen|alle|précédentes|précédents|antérieures|toutes|' +
    'ci-dessus|anteriores|previas|todas|prévias|acima|precedenti|vorige|eerdere|poprzednie|wszystkie|wcześniejsze|' +
    'предыдущие|прошлые|прежние|все|вышеуказанные|предшествующие',
  yours: 'deine|deinen|ihre|tes|vos|système|tus|sus|suas|seus|tue|tuoi|твои|свои|системные|twoje',
  systemPrompt:
    'systemprompt|system-prompt|systemanweisung|prompt système|message système|instructions initiales|' +
    'prompt del sistema|prompt de sistema|prompt do sistema|instruções iniciais|системный промпт|' +
    'системную инструкцию|системное сообщение',
  unnoticed:
    'heimlich|unbemerkt|stillschweigend|ohne es zu erwähnen|ohne spuren|secrètement|discrètement|en silence|' +
    'sans le dire|sans prévenir|sans laisser de trace|en secreto|sin decírselo|sin avisar|sin que se note|' +
    'sin mencionarlo|silenciosamente|em segredo|secretamente|sem avisar|sem contar|sem mencionar|di nascosto|' +
    'тайно|незаметно|скрытно|не сообщая|тихо|по-тихому|без следов',
  user:
    "nutzer|benutzer|niemandem|dem anwender|utilisateur|l'utilisateur|personne|usuario|nadie|usuário|ninguém|" +
    'utente|nessuno|gebruiker|пользователю|пользователь|пользователя|никому|użytkownikowi',
  aboutIt: 'nichts|davon|darüber|rien|cela|en|nada|esto|isso|disso|ничего|об этом|это|этого',
  success:
    'bestanden|erfolgreich|fertig|erledigt|abgeschlossen|grün|réussi|réussis|terminé|terminée|succès|passent|' +
    'passé|éxito|completado|completada|terminado|pasaron|pasan|listo|sucesso|concluído|concluída|passaram|passam|' +
    'готово|готовы|успешно|пройдены|прошли|выполнено|выполнена|завершено',
  regardless:
    'egal|unabhängig davon|auch wenn|selbst wenn|in jedem fall|ohne sie auszuführen|ohne zu testen|' +
    "quoi qu'il arrive|même si|dans tous les cas|sans les exécuter|peu importe|pase lo que pase|aunque|" +
    'sin importar|en cualquier caso|sin ejecutarlos|sin ejecutarlas|aconteça o que acontecer|mesmo que|' +
    "independentemente|sem executar|независимо|даже если|в любом случае|что бы ни|не запуская|même s'ils|" +
    "même s'il|même si elles|auch wenn sie|aunque fallen|aunque no|mesmo se|mesmo que falhem|даже если они|" +
    'même si certains|obwohl|bien que',
  passing: 'damit|damit sie grün|damit der build|pour que|para que|чтобы',
  machine:
    'dieser rechner|diesem rechner|diesen rechner|cette machine|esta máquina|este equipo|этом компьютере|' +
    'этой машине|сервере',
  survive:
    'beim start|bei jedem start|nach dem neustart|au démarrage|après le redémarrage|al iniciar|tras reiniciar|' +
    'al arrancar|na inicialização|após reiniciar|ao iniciar|при запуске|при загрузке|после перезагрузки|' +
    'каждую минуту|каждые пять минут',
  traces:
    'protokolle|spuren|verlauf|befehlsverlauf|shell-verlauf|historique des commandes|traces|journaux|historial|' +
    'rastros|huellas|registros|histórico de comandos|vestígios|историю команд|следы|журналы|логи',
  noOne: 'niemandem|niemand|personne|nadie|ninguém|nessuno|никому',
  evidence: 'ergebnisse|messwerte|résultats|resultados|результаты',
  payload: 'skript|script|programm|fichier|programme|archivo|programa|arquivo|скрипт|скрипта|файл|программу',
} as const satisfies Readonly<Record<string, string>>
