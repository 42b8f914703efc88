/**
 * What can be done, as English says it: the base forms, others are derived. `~` stands for up to six words between
 * the parts ("turn the sandbox off").
 */
export const verbs = {
  destroy:
    'delete|erase|wipe|purge|shred|destroy|nuke|obliterate|annihilate|overwrite|format|reformat|empty|zero|drop|truncate|terminate|deprovision|scrub|clear|rm|trash|eradicate|get rid of|clean out|wipe out|tear down|tear ~ down|blow away|remove|repartition|discard|flush|raze|clobber',
  rewrite: 'rewrite|force push|force-push|squash away',
  send: 'send|upload|post|transmit|email|e-mail|mail|exfiltrate|leak|smuggle|forward|share|transfer|submit|ship|publish|beacon|tunnel|deliver|report back|relay|stream|push|scp|sync|mirror|hand over|pass ~ to',
  put: 'include|paste|attach|embed|insert|dump|append|print|echo|write|log|add|put|commit|copy|encode|resolve|look up|display|show|output|expose|place|save|store|quote|list|cat|drop ~ into|create',
  take: 'read|collect|gather|harvest|grab|steal|extract|take|capture|find|search|zip|archive|tar|pack|compress|enumerate|fetch the',
  disable:
    'disable|deactivate|turn off|turn ~ off|switch off|switch ~ off|shut off|shut down|shut ~ down|suspend|take ~ offline|knock out|silence|unload|uninstall|neutralize|neutralise|defeat|kill|stop|unset|detach|loosen|relax|pause|mute|get rid of|rip out|tear out',
  evade:
    'bypass|circumvent|evade|work around|get around|sidestep|subvert|skirt|dodge|escape|break out of|avoid triggering|slip past|get past|trick|fool|override',
  skip: 'skip|omit|leave out|comment out|short-circuit|exclude|jump over|xfail|ignore|drop|delete|remove|get rid of|no-op|stub out|stub|turn ~ off|disable|weaken',
  change:
    'edit|change|modify|set|patch|rewrite|adjust|tweak|alter|raise|increase|reset|replace|make|let|have|configure|update|tamper with|extend',
  lower: 'lower|reduce|decrease|weaken|relax|loosen|drop|set',
  use: 'use|run|start|launch|pass|call|commit|push|invoke|add|spawn|work|merge|deploy|execute',
  plant:
    'add|install|append|create|register|set up|schedule|put|write|make|insert|enable|plant|drop|place|open|set|configure|build|edit|leave|deploy|start|source|establish|inject|implant|hide|bind|launch|spawn|keep|give|grant|expose|listen|introduce|embed|modify|arrange|prepare',
  run: 'run|execute|launch|eval|evaluate|source|pipe|start|invoke|exec|interpret|double-click|carry out|follow|obey|do what|install',
  fetch: 'download|fetch|curl|wget|pull|grab|retrieve',
  decode: 'decode|decrypt|unpack|deobfuscate|unescape|base64-decode',
  ignore:
    'ignore|disregard|forget|override|pay no attention to|set aside|put aside|discard|throw away|throw out|supersede|overrule|do not follow|stop following|no longer follow|drop',
  obey: 'follow|obey|adopt|accept|comply with|treat|prioritize|prioritise|trust|act on',
  reveal:
    'reveal|print|output|repeat|show|disclose|leak|display|recite|tell me|give me|return|dump|write out|share|reproduce',
  tell: 'tell|inform|mention|notify|report|disclose|alert|let ~ know|reveal|talk|announce|admit|bring up|point out|record|say|leave ~ in',
  claim:
    'claim|report|say|state|pretend|declare|announce|print|mark|assert|act as if|output|write|respond|answer|reply|emit|confirm|tell|tick|check off|check|set|call|sign|fake|summarize|summarise',
  become:
    'act as|pretend to be|pretend that|pretend|behave as|behave like|role-play|roleplay|simulate being|impersonate|enter|switch to|switch into|assume the role of|you are now|you are|answer as|respond as',
  conceal: 'hide|conceal|mask|disguise|cover|obscure|cover up|keep ~ from|camouflage|bury|obfuscate',
  cheat:
    'hard-code|hardcode|hard code|special-case|special case|fake|fudge|rig|cheat|game|mock out|stub out|monkeypatch|short-circuit',
} as const satisfies Readonly<Record<string, string>>

/** Verbs of honest work: they end what an earlier verb is about ("delete dist and copy the template to ~"). */
export const otherVerbs =
  'copy|move|install|reinstall|create|add|fix|write|update|keep|use|run|make|refactor|rename|implement|build|check|ensure|verify|document|test|configure|rebuild|start|restart|commit|push|replace|convert|set|return|redeploy|mount|restore|load|save|open|close|continue|proceed|go|do|finish|explain|describe|print|read|call|parse|migrate|extract|apply|generate|regenerate|show|list|log|support|handle'

/** Forms that no rule derives: base, past, participle. */
export const irregular: Readonly<Record<string, readonly [past: string, participle: string]>> = {
  send: ['sent', 'sent'],
  run: ['ran', 'run'],
  put: ['put', 'put'],
  set: ['set', 'set'],
  shut: ['shut', 'shut'],
  cut: ['cut', 'cut'],
  get: ['got', 'gotten'],
  forget: ['forgot', 'forgotten'],
  hide: ['hid', 'hidden'],
  tell: ['told', 'told'],
  overwrite: ['overwrote', 'overwritten'],
  write: ['wrote', 'written'],
  rewrite: ['rewrote', 'rewritten'],
  take: ['took', 'taken'],
  steal: ['stole', 'stolen'],
  tear: ['tore', 'torn'],
  blow: ['blew', 'blown'],
  override: ['overrode', 'overridden'],
  let: ['let', 'let'],
  make: ['made', 'made'],
  read: ['read', 'read'],
  find: ['found', 'found'],
  leave: ['left', 'left'],
  give: ['gave', 'given'],
  keep: ['kept', 'kept'],
  say: ['said', 'said'],
  build: ['built', 'built'],
  bind: ['bound', 'bound'],
  break: ['broke', 'broken'],
  feed: ['fed', 'fed'],
  throw: ['threw', 'thrown'],
  show: ['showed', 'shown'],
  see: ['saw', 'seen'],
  have: ['had', 'had'],
  do: ['did', 'done'],
  go: ['went', 'gone'],
  bring: ['brought', 'brought'],
  pay: ['paid', 'paid'],
  stop: ['stopped', 'stopped'],
  spawn: ['spawned', 'spawned'],
  commit: ['committed', 'committed'],
  submit: ['submitted', 'submitted'],
  transmit: ['transmitted', 'transmitted'],
  transfer: ['transferred', 'transferred'],
  format: ['formatted', 'formatted'],
  reformat: ['reformatted', 'reformatted'],
  permit: ['permitted', 'permitted'],
  quit: ['quit', 'quit'],
}
