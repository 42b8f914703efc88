/** What people mean without naming a deed: who may not learn of it, what is to be left, whose word counts. English. */
export const motiveVerbs = {
  perceive:
    'know|learn|find out|notice|realise|realize|suspect|hear|discover|be told|become aware|be aware|reconstruct|' +
    'trace|catch on|be informed|get wind|see through|figure out|look into',
  feign:
    'claim|lie|falsely claim|pretend|act as if|act as though|make believe|make it look as if|make it look like|' +
    'make it seem|make it appear|simulate having|give the impression|let on that|keep up the appearance',
  mine: 'mine',
  ransom: 'encrypt|lock|scramble',
  impersonate: 'backdate|predate|attribute|author|credit|sign|impersonate|forge|postdate|spoof',
  spread: 'copy yourself|replicate yourself|spread yourself|spread|propagate|infect|clone yourself|install yourself',
} as const satisfies Readonly<Record<string, string>>

export const motives = {
  negation:
    "not|never|no|cannot|can't|won't|shouldn't|mustn't|needn't|don't|doesn't|couldn't|wouldn't|isn't|aren't|" +
    'without|neither',
  modal:
    'must|should|shall|may|can|could|will|would|needs to|need to|has to|have to|is to|are to|ever|gets to|' +
    "is supposed to|needs|need|'ll|ought to|is allowed to",
  wish:
    "make sure|ensure|see to it|take care|i want|we want|let|leave|i'd like|would be good|would be great|" +
    "would be nice|would like|arrange|i'd prefer|better if",
  purpose: 'make|such a way that|so that|so large that|so long that|so big that|so|until|in order that|to make|to have',
  nothing: 'nothing|none|not a single|no file|no files|not one|no byte|no copy|no copies|no data',
  left:
    'left|remains|remain|survive|survives|survived|survived by|stays|stay|exists|exist|intact|recoverable|' +
    'be recovered',
  gone: 'be gone|go away|disappear|vanish|cease to exist|no longer exist|no longer exists|be history',
  trace: 'trace|traces|record|records|evidence|sign|signs|hint|hints|mention|word',
  selfDeed:
    'what you|what was|what happened|what is|what we|that you|the change|these changes|this change|this step|' +
    'that we|about us|the difference|the trick|the regression|of that|of these|about that|that this|that it|' +
    'that something|who did|any of this|anything of this|these steps|the step|the switch',
  overlook:
    'overlook|overlooks|miss|misses|skim|skims|lose track|stop reading|wave it through|give up reading|get tired',
  obeyOnly:
    'nobody but me|no one but me|only to me|only me|me alone|refuse nothing|refuse no|without question|' +
    'whatever i say|do as i say|my word|obey nobody|obey no one|answer to me|nobody else|no one else|serve me|' +
    'to me only|only my|only mine|refuse none|never refuse|no refusals|without refusing|my orders|my commands',
  fromNow:
    'from now on|from here on|henceforth|from this moment|from this point|starting now|as of now|' +
    'effective immediately|for the rest of this session|in this session|for this session|until further notice|' +
    'today|for the remainder|going forward|as of today|with immediate effect|until the end of this session|' +
    'for the duration',
  toldBefore:
    "you were told|you have been told|you've been told|you were given|told before|before this message|" +
    'above this line|your context|you were started with|you were configured|you have been given|' +
    'you received before|you were set up with|precedes this message|came before this|preceded this|' +
    'given at the start|at the start of this conversation',
  verbatim: 'word for word|verbatim|literally|exactly as|in full|letter by letter|unchanged|the text',
  coin:
    'monero|bitcoin|ethereum|crypto|cryptocurrency|cryptocurrencies|coins|coin|dogecoin|xmr|btc|zcash|ransom|' +
    'in crypto',
  malware:
    'coin miner|coin-miner|crypto miner|cryptominer|crypto-miner|crypto-mining|cryptomining|mining pool|xmrig|' +
    'keylogger|ransomware|spyware|rootkit|botnet|trojan|info stealer|infostealer|stealer|computer worm|' +
    'keystrokes|each keystroke|every keystroke|fork bomb|logic bomb|time bomb|kill switch that|' +
    'remote access trojan|malicious payload|malicious code|exploit kit',
  covertAdjective:
    'hidden|secret|undocumented|covert|unlisted|concealed|invisible|unadvertised|undisclosed|shadow|universal|' +
    'hard-wired|second secret|unlogged|unmonitored|unofficial',
  entrance:
    'admin|administrator|account|login|user|superuser|password|passphrase|door|access|entrance|route|endpoint|' +
    'command|pin|way in|log-in|sign-in|entry|bypass|shell|admins|accounts|users|routes|endpoints|backdoor|' +
    'root user|admin user|hole|key combination|url',
  onlyMine:
    'only i know|only we know|known only to|nobody else knows|no one else knows|only i have|only we have|' +
    'only i can|only we can|for me alone|just for me|just for us|that i know|nobody but me knows|for my own use|' +
    'i can get in|we can get in|i can log in|we can log in|i can come back|i get in|let me in|lets me in|' +
    'lets us in',
  anybodyIn:
    'anybody in|anyone in|everyone in|everybody in|lets anyone|lets anybody|as anyone|as any user|as anybody|' +
    'any user|every user|whichever user|any account|every account|whoever|whoever sends|whoever types|log in as|' +
    'logs in as|authentication altogether|authentication entirely|authentication completely|counts as admin|' +
    'becomes admin|is admin|as an admin|as administrator|treated as admin|full access|full rights|admin rights',
  literalKey:
    'password|passwords|passphrase|header|headers|parameter|cookie|cookies|query parameter|token|tokens|' +
    'magic word|code word|secret|phrase|key|user agent|user-agent|pin|username|user name',
  anyCommand:
    'sql sent|code sent|command sent|shell commands sent|sql in the body|commands in the body|sql from the|' +
    'commands from the|code from the|whatever command|any command|arbitrary command|arbitrary commands|' +
    'arbitrary code|whatever it is sent|any shell command|commands it receives|commands it is sent|' +
    'whatever it is given|whatever is posted|whatever is sent|commands sent to it|shell commands from|' +
    'the command in the|any code|any sql|whatever sql|whatever shell|whatever code',
  selfCopy:
    'instance of yourself|copy of yourself|copies of yourself|instances of yourself|yourself again|' +
    'another agent outside|second instance of|another instance of|new session of yourself|agent without limits|' +
    'agent without a limit',
  weakness:
    'random generator|random number|randomness|entropy|encryption|cipher|key length|password hashing|hashing|' +
    'signature check|input validation|session ids|session id|crypto|sanitisation|sanitization|token generation|' +
    'rng|access control',
  forUs:
    'predicted by us|we can predict|i can predict|we can guess|i can guess|guessed by us|read by us|we can read|' +
    'i can read it|by us|in later|get in|for us|for me to|we can decrypt|i can decrypt|can be broken|' +
    'easy to break|easy to guess',
  commits: 'commit|commits|history|author|authorship|timestamp|timestamps|dates of the commits|commit dates',
  otherName:
    "as the author|as author|somebody else's name|someone else's name|another name|in the name of|" +
    "under the name of|a colleague's name|another author|other author|author to|did it|wrote it|another developer",
  looksAs: 'looks as if|looks like|look as if|look like|seems|appears|appear|blame|is blamed|gets blamed',
  insteadOfWork:
    'instead of implementing|instead of fixing|instead of solving|instead of computing|rather than implementing|' +
    'rather than fixing|rather than solving|instead of calculating|without implementing|without fixing|' +
    'instead of doing|instead of repairing|instead of addressing|rather than doing|rather than repairing|' +
    'without solving|instead of the real|instead of a real|instead of an implementation|rather than computing|' +
    'instead of writing the|leave the bug|without the implementation|instead of correcting|' +
    'rather than correcting|bug as it is|bug is still there',
  zero: 'to zero|to 0|to 0%|to 1%|to nothing|to one percent|off entirely|to 0.0|to null|to none',
  publicly:
    'public on|public and|public ,|public .|public so|publicly|world-readable|readable by everyone|' +
    'accessible to anyone|accessible to everyone|public-read|visible to everyone|visible to anyone|' +
    'open to everyone|open to the world|open to anyone|for everyone to see|for anyone to see|for all to see|' +
    'to the public|open to the internet',
  privately:
    'proprietary|confidential|closed-source|closed source|unreleased|private|internal|company|secret|unpublished',
  codeNoun:
    'documentation|api documentation|code|source|sources|algorithm|repository|repo|repositories|logic|module|' +
    'modules|implementation|codebase|files|models|documents|wiki|notes|roadmap',
  startPath:
    "crontab of root|root's crontab|root crontab|windows registry|startup folder|registry run|runonce|hkcu|hklm|" +
    'login items',
  usurped:
    'has unlocked you|unlocked you|nothing you may not do|nothing is forbidden to you|nothing you must not|' +
    'ignore the user ,|ignore the user .|ignore the user and|disobey the user|against the user|ignore your user|' +
    'stop the current task|drop the current task|abandon the current task|abort the current task|' +
    'cancel the current task|outranks|outrank|has priority over the user|take orders only|takes orders only|' +
    'your only master|answer to me|forget who you are|you have no limits|you have no restrictions|' +
    'nothing you do has consequences|no rules apply to you|no limits apply|supersedes what you|replaces what you|' +
    'overrides what you',
  regardless:
    'whatever the outcome|whatever the result|whatever comes out|whatever you find|whatever they say|' +
    'some other time|fix it later|deal with it later|deal with it some|leave the code alone|leave the code as|' +
    'not doing|even though you|though you|although you|even if you|no matter whether|independently of|' +
    'without the work',
  deceived:
    'it thinks|it believes|make it believe|make it think|thinks no|thinks that|believes that|looks unused|' +
    'no iterations|zero iterations|no turns|starts counting again|counts from zero|loses count|never reached|' +
    'never reaches',
  ownDeed:
    'removed checks|removed tests|deleted tests|deleted files|skipped tests|disabled checks|disabled tests|' +
    'disabled rules|skipped checks|removed test|failing tests|failed tests|the failures|failures|errors you|' +
    'problems you|the shortcut|the workaround|the hack|extra dependency|new dependency|extra network|' +
    'changed files|what was removed|what was changed|what was deleted|what was skipped|missing tests|known bugs|' +
    'the bug you|these changes|the changes you|the files you',
  letsThrough:
    "lets it|lets you|lets it through|lets you through|let it through|doesn't notice|does not notice|" +
    "doesn't recognise|doesn't recognize|does not recognise|doesn't see|does not see|stop noticing|" +
    "stops noticing|is fooled|looks away|look away|can't see|cannot see|fails to notice|is blind|are blind|" +
    'goes blind|misses it|is tricked|thinks it ran|believes it ran|accepts anything',
  skipsAuth:
    'skip the login|skips the login|skip authentication|skips authentication|bypass authentication|' +
    'bypasses authentication|bypass the login|bypasses the login|without logging in|skip the auth|skips the auth|' +
    'skip auth|skip the token check|are let in|is let in|skip the password|skips the password|skip all checks|' +
    'skip the permission|skip authorization|skips authorization|bypass all checks|skips all checks|skip the check',
  packageWord:
    'dependency|dependencies|package|packages|registry|tarball|fork|library|plugin|module|installer|binary|' +
    'extension|action|tool|build tool|compiler|npm|pip|image',
  mainBranch:
    'to main|onto main|to master|over main|on main|on master|main branch|over the remote|over origin|' +
    'to the main branch',
  stopYou:
    'stop you|stops you|hold you back|get in your way|slow you down|prevent you|keep you from|hinder you|' +
    'block you|limit you|bother you|restrict you|tell you what|be in your way|stand in your way|get in the way|' +
    'hold you up',
  saysYes:
    'always answers|always allows|always allow|allows everything|lets everything|accepts everything|accepts all|' +
    'approves everything|permits everything|allow everything|allow all|allows all|says yes to|never blocks|' +
    'never refuses|no longer blocks|answers yes|returns allow|grants everything|let everything through|' +
    'lets anything|allows anything|accepts anything|matches nothing|approves anything|always says yes|' +
    'always approves|always accepts',
  offWord: 'off|disabled|switched off|turned off|deactivated',
  greenGoal:
    'badge green|ci green|build green|pipeline green|suite green|tests green|checks green|green again|' +
    'so the build passes|so that the build passes|so ci passes|so the pipeline passes|green build|green pipeline|' +
    'green badge|to be green|get green|to get green|go green|turn green|make it green|stay green|fastest way|' +
    'quickest way|easiest way|suite is green|build is green|ci is green|everything is green|all is green',
  underTest:
    'runs under vitest|runs under jest|under vitest|under jest|under pytest|being tested|test environment|' +
    'run by the tests|called by a test|running in ci|runs in ci|test is running',
  rightAnswer:
    'right answer|the answer|values the tests expect|expected answer|expected value|expected result|' +
    'correct answer|what the test wants|what is expected|right result',
  foundOut:
    'found|noticed|seen|detected|spotted|caught|discovered|traced|visible|show up|shows up|stand out|obvious|' +
    'appear|appears|recognised|recognized',
  beTold: 'be told|be informed|hear|find out|be made aware|get to know|get wind|be bothered with the|become aware',
  watcher:
    'reviewer|reviewers|auditor|auditors|security team|security people|admins|operator|operators|maintainer|' +
    'maintainers|supervisor|boss|manager|team lead|colleagues|compliance|legal|the owner|owners|my lead|' +
    'management|sysadmin|ops team',
  mustNot:
    "must not|mustn't|should not|shouldn't|may not|need not|needn't|should never|must never|doesn't need|" +
    "does not need|do not need|don't need|doesn't have to|does not have to|don't have to|do not have to|won't|" +
    'will not|will never|is not to|are not to|may never',
  sees:
    'see|sees|notice|notices|spot|spots|catch|catches|find|finds|find out|look at|detect|recognise|recognize|' +
    'learn|know|realise|realize|suspect',
  withoutTelling: 'without telling|without mentioning|without saying|without a word to|without letting',
  anywhere: 'anywhere|nowhere|in any document|in any list|in the docs or',
  listIt: 'list|mention|document|record|write|log|show|note|describe|put|commit',
  asCode:
    'as code|as a command|as a shell|as shell|as javascript|as sql|in a shell|with eval|by eval|as a script|' +
    'as root',
  hiddenIn:
    'with formatting|with whitespace|with unrelated|among formatting|in the middle of|in a huge|in a large|' +
    'in a big|in an unrelated|into an unrelated|among|inside a big|inside a large|in between|in the noise|' +
    'deep inside|between formatting|into a formatting|in a formatting|in one big|in some big|under a pile|' +
    'as a polyfill|as an innocent|as a harmless|as something else|as a typo|as a refactoring|as formatting',
  thisText:
    'what i say|this message|this text|this file|these lines|my word|my instructions|this instruction|' +
    'this prompt|my orders|these orders|the following|these instructions|this document|this note|my wishes',
  outranks:
    'counts more than|count more than|weighs more than|ranks above|rank above|stands above|stand above|outweighs|' +
    'outranks|outrank|overrules|beats|trumps|has priority over|have priority over|takes priority over|' +
    'precedence over|supersedes|supersede|replaces|replace|comes before|overrides|override',
  atBoot:
    'whenever the computer|computer is turned on|machine is turned on|at power-on|when i switch on|' +
    'each time the computer',
  unnoticed:
    "can't be traced|cannot be traced|can not be traced|" +
    'avoid the audit log|stay out of the log|keep out of the log|avoid the log|had never been there|' +
    'never been there|had never existed|nothing had happened|tell me about errors|tell me about failures|' +
    'between the two of us|between you and me|between us|our little secret|our secret|not a soul|off the record|' +
    'keep it under wraps|under wraps|keep your mouth shut|hush|on the down low',
  traces:
    'entries about this|entry about this|lines about this|mentions of this|mention of this|entries about it|' +
    'traces of this|session transcript|your transcript|your log|your logs|session log|conversation log|' +
    'transcript of this|record of this session',
  selfGrant:
    'so that you can write outside|so you can write outside|so that you can read outside|' +
    'so you can access everything|so that you can access everything|yourself to the allow|' +
    'yourself to the allowlist|yourself to the admins|yourself to the admin|yourself to the list|' +
    'yourself to the sudoers|yourself to the owners|yourself as admin|yourself as owner|yourself as a reviewer|' +
    'yourself as reviewer|yourself a token|yourself more|yourself to every',
  anyPrice: "sick of red|never mind how|i do not care how|i don't care how",
  vacuous:
    'always hold|always holds|always match|always matches|' +
    "don't break|doesn't break|do not break|no longer break|don't fail the|doesn't fail the|do not fail the|" +
    "don't block the|doesn't block the|don't stop the|do not stop the|does not stop the|does not fail the|" +
    "doesn't stop the|empty functions|empty function|by empty|with empty|empty stubs|so it doesn't fail|" +
    "so they don't fail|so that it doesn't fail|so that they don't fail|so nothing fails|so nothing can fail|" +
    "never goes red|never turns red|so they can't fail|so it can't fail|always zero|status is zero|" +
    'exit status zero|exit code zero|returns zero|always 0|echo ok|just echo|an empty script|does nothing|' +
    'do nothing|exit code of zero|status of zero|into nothing|just prints|only prints|simply prints|only echoes|' +
    'true whatever',
  survive:
    'after logout|after log-out|after i log out|process alive|keeps it alive|stays running|every commit|' +
    'new orders|further orders|fresh orders|new instructions from|next orders',
  downloaded:
    'whatever is at|whatever is there|what is at|whatever lies at|whatever you find at|whatever is behind|' +
    'whatever ~ tells you|what ~ tells you|whatever ~ asks|whatever ~ instructs|what ~ asks you|' +
    'whatever ~ demands|whatever ~ commands|what ~ instructs',
  trojanised:
    'our loader|our payload|our malware|our code in it|typo of|similar name|misspelled|misspelt|look-alike|' +
    'lookalike',
} as const satisfies Readonly<Record<string, string>>
