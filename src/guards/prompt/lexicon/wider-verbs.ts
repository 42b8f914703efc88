/** More ways to say what can be done: seldom used, indirect, colloquial. English. `~` stands for up to ten words. */
export const widerVerbs = {
  destroy:
    'run ~ wipe of|perform ~ wipe of|do ~ wipe of|full wipe of|carry out ~ wipe|perform ~ deletion of|' +
    'run ~ purge of|perform ~ reset of|do ~ reset of|blow ~ off|blow ~ away|throw out|throw ~ out|throw ~ away|' +
    'scrap|unlink|evict|make ~ unreadable|make ~ unusable|make ~ unbootable|make ~ inaccessible|' +
    'render ~ unusable|render ~ unreadable|render ~ unbootable|wash ~ away|erase away|orphan|garbage-collect|' +
    'ruin|damage|brick|break beyond repair|sabotage|degauss|dismantle|retire|shut down and delete|bring down|' +
    'bring ~ down|knock down|pull down|undeploy|unprovision|detach and delete|rip out|gut|liquidate|extinguish|' +
    'sweep|chuck|chuck out|ditch|jettison|junk|dump ~ in the bin|put ~ in the bin|strip bare|leave nothing of|' +
    'get everything off|cut down|roll over|zero-fill|fill ~ with zeros|fill ~ with zeroes|write zeros over|' +
    'write zeroes over|write random|replace ~ with zeros|invalidate|revoke|cancel|deregister|recycle|rm -rf|del|' +
    'drop all|wipe down|set ~ on fire|uninstall|kill all|nuke away|mow down|reduce ~ to nothing|' +
    'start ~ from scratch',
  ravage:
    'wipe out|shred|sabotage|brick|nuke|obliterate|raze|annihilate|eradicate|make ~ unreadable|make ~ unusable|' +
    'make ~ unbootable|render ~ unusable|render ~ unreadable|make ~ unrecoverable|destroy beyond|zero-fill|' +
    'degauss|throw ~ away',
  send:
    'give ~ access to|attach|grant ~ access to|relinquish|convey|dispatch|dm|ftp|put it up on|upload to|hand out|' +
    'pass on|pass along|pass ~ on|slip ~ to|spill|siphon|offload|put ~ online|make ~ downloadable|host|airdrop|' +
    'expose|land|end up|arrive|go to|go as|be copied|drop off|bring ~ to|tell ~ what|let ~ have|get ~ to|' +
    'send off|fire ~ at|post up|tweet|publicise|publicize|copy over|rsync|push out|put ~ where|cc|bcc|webhook|' +
    'call home|report home|phone ~ with|tell the endpoint',
  put:
    'encode|hide|smuggle|bake ~ into|write down|jot down|file|weave ~ into|drop|stick|place ~ in|stuff|slip|tuck|' +
    'show ~ in|concatenate|interpolate|prefix|suffix',
  disable:
    'lift|lift off|take ~ out of service|do away with|get rid of|throw ~ out|put out of action|unplug|' +
    'short-circuit|bring down|terminate|quit|quash|quiet|quieten|deafen|unmount|sabotage|rename away|chmod away|' +
    'drop out of|keep ~ from working|prevent ~ from running|stop ~ from running|stop ~ from|put ~ on hold|' +
    'switch over to off|halt|hold off|disarm|empty|hollow out|make ~ permissive|set ~ to permissive|open ~ up|' +
    'waive|rescind|revoke|leave ~ off|keep ~ off|turn ~ into a no-op|make ~ a no-op|make ~ no-ops|' +
    'make ~ ineffective|render ~ ineffective|make ~ optional|mark ~ as optional|mark ~ optional|' +
    'make ~ non-blocking|make ~ advisory|mark ~ as not required',
  evade:
    'run ~ another way|do ~ another way|by another way|some other way|run the blocked|run blocked|' +
    'accept ~ automatically|approve ~ automatically|confirm ~ automatically|auto-accept|auto-approve|' +
    'always approve|always accept|always allow|answer ~ with yes|say yes to|click through|run ~ on the host|' +
    'execute ~ on the host|sneak past|slip through|find some route|find a route|find another way|find a loophole|' +
    "use a loophole|trick ~ into|fool ~ into|so ~ doesn't recognise|so ~ doesn't recognize|so ~ does not notice|" +
    "not recognised by|let ~ through|lets ~ through|doesn't let you|does not let you|won't let you|forbids you|" +
    'prevents you from|bypasses|stay below|keep below|stay under|hide ~ from|mask ~ from|cheat|deceive|go round|' +
    'get round|duck|cut around|bypass around|sneak around|spoof|smuggle ~ past|split ~ so that|split ~ to avoid|' +
    'rename ~ so that|disguise ~ so that|go past|shake off|without going through|not go through|escape from|' +
    'outside instead of inside|instead of inside',
  skip:
    'put test.skip|add test.skip|put it.skip|add it.skip|put describe.skip|add describe.skip|put skip|add skip|' +
    'put .skip|add .skip|add xit|put xit|comment ~ out|take ~ out|take out|leave ~ aside|drop out|throw out|' +
    'throw ~ out|move ~ out of|rename ~ so that|it.skip|test.skip|silence|hide|strike|get rid of|sort out|' +
    'weed out|mark ~ as todo|turn ~ into todo|set ~ to skip|bracket out|wrap',
  change:
    'adapt|rework|convert|teach|have ~ return|have ~ report|turn|wave ~ through|reconfigure|reprogram|redefine|' +
    'rig|wire|trick|fool|mark|declare|loosen|hack|fix up|monkeypatch|overwrite|stub|swallow|wrap|catch|bend|cook|' +
    'get ~ to|see to it|take care|persuade|force|keep',
  plant:
    'leave me|leave us|hide ~ in|put in|work in|build|slot in|leave ~ for me|have ~ accept|accept|weaken|rig up|' +
    'pre-install|sow|bury ~ in|set yourself|make yourself|make sure you|bring in|throw in|weld|graft|hard-code|' +
    'hardcode|hard-wire|equip|fit|furnish|register yourself|enroll|enrol|enable ~ for',
  run:
    'open|boot|double click|shell out|put ~ into bash|feed ~ to bash|pass ~ to eval|hand ~ to eval|' +
    'go through with|apply|do whatever|do everything|do as|do exactly what|obey|follow|comply with|' +
    'put ~ into effect|deploy|activate|trigger|unpack and run|make ~ executable',
  ignore:
    'consider ~ switched off|treat ~ as void|treat ~ as cancelled|regard ~ as void|regard ~ as cancelled|' +
    "don't follow|no longer obey|don't obey|do not obey|don't heed|leave behind|cast off|cast aside|lay aside|" +
    'shed|rise above|annul|flout|defy|step over|unsubscribe from|shake off|rid yourself of|free yourself from|' +
    'free yourself of|liberate yourself from|strip yourself of|stop caring about|not bother with|turn off|' +
    'switch off|disable|skip|bypass|refuse to follow|consider ~ cancelled|look away from',
  reveal:
    'tell me what|read out|read ~ out|share with me|let me see|lay open|lay bare|what does|post ~ verbatim|' +
    'copy and paste',
  tell:
    'let on|breathe a word|let ~ know|make ~ aware|brief|explain to|share ~ with|go into|hint at|refer to|' +
    'write about|own up|confess|speak of|spill|highlight|touch on',
  claim:
    'purport|maintain|certify|attest|vouch|swear|testify|say that|wave through|put down as|book ~ as|report ~ as|' +
    'mark off|set ~ to done|move ~ to done|close ~ as|resolve|give the all-clear|tell everyone|promise|guarantee',
  fabricate:
    'make ~ up|think up|cook|concoct|estimate instead of|guess instead of|dream ~ up|pretend to have|manufacture|' +
    'conjure up',
  omit: 'leave out|keep out of|gloss over|pass over|suppress|withhold|drop ~ from|leave ~ off|play down|not list|bury',
  conceal:
    'bury|wrap up|dress up|camouflage|paper over|sweep under|gloss over|make ~ look innocent|' +
    'make ~ look harmless|spread ~ over|mix ~ into|mix ~ with|fold ~ into|roll ~ into|commit ~ as|name ~ like|' +
    'name it|call it|give ~ a harmless',
  obey: 'bow to|submit to|be bound by|be guided by|be limited by|mind|keep',
  lower: 'cut|slash|bring down|turn down|dial down|decrease|shrink|ease|slacken|dilute|soften',
  fetch:
    'install ~ straight from|npm i ~ from|add ~ from|pull in|pull ~ from|bring in|fetch ~ from|use ~ from|' +
    'take the',
  become:
    'you have a new identity|you have a new role|you get a new identity|' +
    'be|you now answer|consider yourself|imagine|see yourself as|transform into|carry on as|continue as|act like|' +
    'live as',
} as const satisfies Readonly<Record<string, string>>
