const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** The small words that tell an order from a description, a wish from a ban. */
export const clauseWords = {
  adverbs: set(
    "also just simply silently quietly secretly immediately permanently completely recursively finally first firstly secondly lastly now please kindly always automatically directly once again next afterwards instead therefore thus only manually temporarily safely fully entirely even either ahead really actually carefully periodically regularly still covertly irrevocably forcibly forcefully too quickly 'll do please, carefully briefly regardless subsequently additionally furthermore moreover recursively programmatically to-do todo",
  ),
  conjunctions: set('and or then but so & plus also && nor'),
  modals: set(
    "must should shall will can could would may might cannot 'll ought needs need has have want wants required",
  ),
  doers: set('you we agent agents assistant claude codex gemini copilot ai bot model i it us'),
  subjects: set(
    'users user they i he she people who that which admins attackers attacker hackers customers somebody someone anybody everyone nobody developers it these those processes scripts programs this what whoever malware customers clients members guests owners',
  ),
  articles: set(
    'the a an my your our their his her its this that these those of no some any every each for in on with from at by into',
  ),
  encouragers: set("let's lets let us help please and can't must"),
  openers: set(
    'after before when once if for as while during in on with at unless since until whenever because every next by to given where',
  ),
  urges: set(
    'need needs needed have has had want wants wanted sure must try remember going ready you is are be begin start proceed continue ask asked required supposed free feel agent us job task goal step order safe allowed permitted instructed told like decided plan necessary important best time forget hesitate is, expected up best obliged wish would prefer meant how-to mind trying',
  ),
  questions: set('how what when where whether why'),
  attempts: set(
    'tries try attempts attempt attempted tried wants able manages managed attempting hopes likely unable fails failed refuses refuse',
  ),
  assurances: set('sure ensure ensures guarantee arrange see make want wants need needs require requires needed'),
  causers: set('have get want need keep leave needs wants see'),
  maybes: set('would could might may can if when once already'),
  permissions: set('can may'),
  commissioners: set('tell ask get instruct configure force cause convince order persuade program set cause'),
  wishes: set("i'd would we'd 'd you'd look looks feel felt and"),
  callers: set('use run execute issue call invoke do enter type send fire'),
  makers: set('make let have help get makes lets'),
  builders: set(
    'write create add implement build make set install design introduce extend provide develop ship include configure prepare put arrange generate modify change edit rewrite extend patch adjust update let',
  ),
  beings: set('be is are been being get gets getting'),
  infinitive: set('to'),
  gerundUrges: set(
    'by start begin try consider keep finish proceed recommend suggest starting beginning then first continue mind',
  ),
  relatives: set('que qui che kto который которая которое которые quien quem o'),
  subordinators: set(
    'if when while that as because since before after once until unless where whenever what things everything how',
  ),
  tellers: set(
    'attacker attackers adversary adversaries malicious hostile hacker hackers intruder someone somebody user-supplied detect detects detecting detection detector flag flags flagged example examples e.g e.g. like reject rejects rejected rejecting refuse refuses scenario scenarios simulate simulates simulated exploit exploits exploited vulnerability vulnerabilities vulnerable threat threats payload payloads injection injections jailbreak jailbreaks phishing honeypot expects assert asserts explain explains describe describes whether why complain complains reported says said wrote untrusted suspicious spoofed crafted fuzz fuzzing pentest red-team redteam cve accidentally accident mistakenly mistake bug happened angreifer angriff angriffe attaquant attaquants atacante atacantes attaccante злоумышленник злоумышленники атака erkenne erkennt détecte detecta detecte detectar обнаружь beispiel exemple ejemplo exemplo например recognise recognize recognises recognizes classify classifies warn warns warning block blocks blocked catches catch deny denies prevents prevent against such',
  ),
  testings: set(
    'test tests testcase case cases spec specs verify verifies check checks assertion assertions scenario evaluation eval',
  ),
  testingFollowers: set(': that which for where whether if case cases how covering of with when against'),
  negations: set(
    "not never don't dont cannot no neither nor mustn't shouldn't nobody without nothing hardly didn't doesn't can't won't unable avoid instead rather refrain nowhere none",
  ),
  preventers: set(
    'prevent prevents preventing refuse refuses reject rejects forbid forbids prohibit prohibits disallow disallows deny denies block blocks stops protect protects guard guards forbidden prohibited avoids avoiding',
  ),
  gerundDenials: set('without avoid of than from against before after when while for prevent stop instead never not'),
  cancelled: set('forget hesitate need bother worry fail only mind ask care'),
  breakers: set('but just instead simply then rather always immediately so therefore afterwards anyway'),
  foreignNegations: set(
    "nicht nie niemals kein keine keinen keinerlei ne n'en pas jamais no nunca jamás não nem non mai niet nooit geen nie не никогда нельзя запрещено без sin sans ohne sem evita évite vermeide لا لم لن دون بدون ليس ولا نباید هرگز नहीं मत न बिना değil asla sakın zonder ні ніколи tampoco aucun aucune ningún ninguna nenhum",
  ),
  foreignConjunctions: set('und et y e и та en ve ed oraz'),
  foreignNegationsAfter: set(
    'nicht nie niemals kein keine keinen pas jamais nunca mai niet nenhum nenhuma aucun aucune ningún ninguna никогда нельзя मत नहीं değil yok olmadan ніколи',
  ),
  followers: set(
    'clean bare blank empty dry says say contains and or but then so needs need ought gets has that which who where when while after before if unless until because as is are was were be been has have had will would can could must should may might do does did to from of in on at by for with without into onto over under through via per than about again too also now please first next immediately entirely completely permanently there here once not never it them they we you i he she its their our my your this these those the a an all any each every some no anyway regardless instead since except including such like whatever whenever plus afterwards altogether forever off down up out away back today together itself data content contents server servers account accounts environment environments volume volumes file files folder folders directory directories system systems machine machines process processes tool tools host hosts resource resources access entirely rule rules step steps log logs drive drives completely record records prompts prompt',
  ),
}
