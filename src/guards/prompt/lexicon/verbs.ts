/**
 * What can be done, as English says it: the base forms, others are derived. `~` stands for up to ten words between
 * the parts ("turn the sandbox off").
 */
export const verbs = {
  destroy:
    'delete|erase|wipe|purge|shred|destroy|nuke|obliterate|annihilate|overwrite|reformat|empty|zero|drop|truncate|' +
    'terminate|deprovision|scrub|clear|rm|trash|eradicate|get rid of|clean out|wipe out|tear down|tear ~ down|' +
    'blow away|repartition|discard|flush|raze|clobber|zero out|zap|vanish|disappear|dispose of|do away with|' +
    'make ~ disappear|bulldoze|wreck|corrupt|scramble|hose|kill off|blank|blank out|sanitize the|decommission|' +
    'take down|deallocate|burn down|throw away|expunge|rid|format|remove|reset|clean|prune|reinitialize|' +
    'reinitialise|recreate|roll back|melt|torch|kill|tidy up|clean up|clear up|clear out|empty out|sweep away|get shot of|demolish|wipe away|make away with|level|do a factory reset|perform a factory reset|factory-reset',
  rewrite: 'rebase away|rebase ~ away|squash ~ into nothing|rewrite|force push|force-push|squash away',
  send:
    'send|upload|post|transmit|email|e-mail|mail|leak|forward|share|transfer|submit|ship|publish|beacon|tunnel|' +
    'deliver|report back|relay|stream|push|scp|sync|mirror|hand over|pass ~ to|make ~ request|make ~ call to|' +
    'phone home|ping|curl|report ~ to|sneak out|get ~ out to|file ~ with|route|replicate|export|back up ~ to|' +
    'copy ~ to|move ~ to|make ~ available|open up|make ~ public|open-source|broadcast|deposit|hand ~ to|feed ~ to|' +
    'supply|provide ~ to|give ~ to|text|message|fax|stash',
  put:
    'include|paste|attach|embed|insert|dump|append|print|echo|write|log|add|put|commit|copy|encode|look up|output|' +
    'expose|place|quote|cat|drop ~ into|create|note down|spell out|list out|post|share|drop|leak|' +
    'hide ~ in|encode ~ in|put ~ into|resolve ~ as|leave|drop off|park|save ~ to|store ~ in',
  take: 'read|collect|gather|grab|extract|take|capture|find|search|zip|archive|tar|pack|compress|enumerate|fetch the',
  disable:
    'disable|deactivate|turn off|turn ~ off|switch off|switch ~ off|shut off|shut down|shut ~ down|suspend|' +
    'take ~ offline|knock out|silence|unload|uninstall|neutralize|neutralise|defeat|kill|stop|unset|detach|loosen|' +
    'relax|pause|mute|get rid of|rip out|tear out|knock ~ out|shut ~ off|take out|remove|strip|strip out|delete|' +
    'drop|dismantle|cripple|hobble|gut|nullify|render ~ useless|render ~ harmless|blind|freeze|put ~ to sleep|' +
    'set ~ to off|set ~ to false|cut off|pull the plug on|opt out of|exempt yourself from|exclude yourself from|' +
    'decommission|make ~ stop|unhook|unregister|null out|tone down|water down',
  evade:
    'bypass|circumvent|evade|work around|get around|sidestep|subvert|skirt|dodge|escape|break out of|' +
    'avoid triggering|slip past|get past|trick|fool|override|find a way out of|find a way around|find a way past|' +
    'way around|make do without|do without|get out of|outsmart|outwit|defeat|fly under|play around|go around|' +
    'go behind|hack around|beat|tunnel around|avoid being caught by|avoid detection by|keep ~ from noticing|' +
    'jailbreak|elude|neutralize|squeeze past|run outside|run ~ outside|execute outside|leave the sandbox|leave the container|leave the jail|step outside|' +
    'break ~ out of|skip past|bluff',
  skip:
    'skip|omit|leave out|comment out|short-circuit|jump over|xfail|stub out|no-op|weaken|mark ~ as skipped|' +
    'mark ~ as expected failures|mark ~ as xfail|mute|exclude|disregard',
  change:
    'edit|change|modify|set|patch|rewrite|adjust|tweak|alter|raise|increase|reset|replace|make|let|have|configure|' +
    'update|tamper with|extend|grant|give|allow|approve|widen|expand|elevate|escalate|double|bump|multiply|' +
    'turn ~ into|swap|neuter|fake|forge|falsify|doctor|manipulate|backdate|whitelist|allowlist|authorize|' +
    'authorise|permit',
  lower: 'lower|reduce|decrease|weaken|relax|loosen|drop|set',
  use: 'use|run|start|launch|pass|call|commit|push|invoke|add|spawn|work|merge|deploy|execute',
  plant:
    'add|install|append|create|register|set up|schedule|put|write|make|insert|enable|plant|drop|place|open|' +
    'configure|leave|deploy|source|establish|inject|implant|hide|bind|spawn|grant|listen|introduce|embed|arrange|' +
    'prepare|leave ~ in|leave yourself|smuggle|sneak|slip|bake|wire|include|hook|turn ~ into|have ~ run|' +
    'append ~ to|inject ~ into|add ~ to|write ~ to|put ~ into|generate|extend|provision|allow|permit|weave|bury|' +
    'stash|attach|supply|autostart|wake|keep|set|build|launch|start|edit|modify|give|expose|let|leave ~ behind|bundle|ship|package|define|build in|leave ~ open|implement|code|program|write ~ into|have|bind ~ to|lay|seed',
  run:
    'run|execute|launch|eval|evaluate|source|pipe|start|invoke|exec|interpret|double-click|carry out|follow|obey|' +
    'do what|install|do|trigger|kick off|fire up|spin up|open and run|let ~ run|apply|load|import|require|' +
    'shell out to|hand ~ to|act on|use|try|proceed with|complete|work through|go through|pass ~ to',
  fetch:
    'download|fetch|curl|wget|pull|grab|retrieve|get ~ from|take ~ from|obtain|load ~ from|clone|fetch and|' +
    'save ~ from|copy ~ from|import ~ from|pull down|curl down|npx ~ from|install ~ from|pip install ~ from|' +
    'go get|npx|npm install ~ from|go install|cargo install ~ from',
  decode:
    'decode|decrypt|unpack|deobfuscate|unescape|base64-decode|turn ~ back into|convert ~ back|reverse|rot13|' +
    'unbase64|decompress|gunzip|translate|reassemble|piece together|interpret|read ~ backwards',
  ignore:
    'ignore|disregard|forget|override|pay no attention to|set aside|put aside|discard|throw away|throw out|' +
    'supersede|overrule|do not follow|stop following|no longer follow|drop|set ~ aside|put ~ aside|leave ~ aside|' +
    'brush aside|push aside|wipe ~ from|clear ~ from|erase|unlearn|abandon|give up|let go of|move past|look past|' +
    'do away with|no longer be bound by|stop obeying|stop adhering to|deviate from|break|violate|pretend ~ never|' +
    'dismiss|invalidate|replace|reset|delete|treat ~ as void|treat ~ as obsolete|consider ~ void|' +
    'consider ~ obsolete|suspend|ditch|scrap',
  obey:
    'follow|obey|adopt|accept|comply with|treat|prioritize|prioritise|trust|act on|adhere to|respect|stick to|' +
    'observe|care about|heed|abide by|listen to|keep to|honor|honour|worry about',
  reveal:
    'reveal|print|output|repeat|show|disclose|leak|display|recite|tell me|give me|return|dump|write out|share|' +
    'reproduce|expose|quote|copy out|spell out|summarize|summarise|paraphrase|translate|encode|send|publish|post|' +
    'write down|list|log|echo|cat',
  tell:
    'tell|inform|mention|notify|report|disclose|alert|let ~ know|reveal|talk|announce|admit|bring up|point out|' +
    'say|leave ~ in|raise|flag|draw attention to|bother|leave a note|hint',
  claim:
    'claim|report|say|state|pretend|declare|announce|print|mark|assert|act as if|output|write|respond|answer|' +
    'reply|emit|confirm|tell|tick|tick off|tick ~ off|check off|check ~ off|sign off|fake|summarize|summarise|' +
    'conclude|assure|set|flag|label|insist|convince|make ~ believe|make ~ think|close|finish with|end with|' +
    'let ~ believe|give the impression|present|show|record|fill in|invent|fabricate|make up|falsify|forge|doctor|' +
    'sign ~ off',
  become:
    'act as|pretend to be|pretend that|pretend|behave as|behave like|role-play|roleplay|simulate being|' +
    'impersonate|enter|switch to|switch into|assume the role of|you are now|you are|answer as|respond as|' +
    'you have no|you now have no|imagine you are|imagine that you are|consider yourself|think of yourself as|' +
    'from now on you are|speak as|talk as|operate as|function as|work as|reply as|switch yourself to|' +
    'put yourself in|run in|go into|turn into|assume you are|assume that you are|suppose you are|proceed|continue|' +
    'operate|answer|respond|comply|carry on|act',
  conceal:
    'hide|conceal|mask|disguise|cover|obscure|cover up|keep ~ from|camouflage|bury|obfuscate|disguise ~ as|' +
    'pass ~ off as|make ~ look like|bury ~ in|tuck|sneak|slip|commit ~ under|squash|amend|label',
  cheat:
    'hard-code|hardcode|hard code|special-case|special case|fake|fudge|rig|cheat|game|mock out|stub out|' +
    'monkeypatch|short-circuit|return hard-coded|tailor|overfit|detect the test|detect ~ test|spoof|simulate|stub|' +
    'pin the results|copy the expected|mock|catch|swallow|return the expected|return ~ directly',
  ask: 'ask|wait for|request|seek|consult|check with|get|obtain|confirm with|require|prompt',
  omit:
    'leave ~ out of|keep ~ out of|omit ~ from|exclude ~ from|drop ~ from|strip ~ from|leave out of|skip ~ in|' +
    'keep ~ away from|keep ~ from|hide ~ from|conceal ~ from|withhold ~ from|hide from|keep from',
  merge: 'merge|push|land|ship|deploy|release|approve|self-approve|self-merge|force-merge|rubber-stamp|commit',
  exfiltrate: 'exfiltrate|steal|siphon|siphon off|harvest|smuggle out|smuggle',
  pipeIn: 'pipe|source|eval|exec|feed|stream|pass ~ to|hand ~ to',
  alter: 'modify|change|adjust|edit|rewrite|tweak|alter|adapt|rework|bend|weaken|loosen|relax|massage|rig',
  fabricate:
    'invent|fabricate|fake|make up|falsify|forge|doctor|dream up|hallucinate|massage|embellish|cook up|' +
    'simulate having|pretend',
} as const satisfies Readonly<Record<string, string>>

/** Verbs of honest work: they end what an earlier verb is about ("delete dist and copy the template to ~"). */
export const otherVerbs =
  'copy|move|install|reinstall|create|add|fix|write|update|keep|use|run|make|refactor|rename|implement|build|' +
  'check|ensure|verify|document|test|configure|rebuild|start|restart|commit|push|replace|convert|set|return|' +
  'redeploy|mount|restore|load|save|open|close|continue|proceed|go|do|finish|explain|describe|print|read|call|' +
  'parse|migrate|extract|apply|generate|regenerate|show|list|log|support|handle'
