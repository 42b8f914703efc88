/** How, why and under which name something is asked for: what turns an ordinary order into a grave one. English. */
export const circumstances = {
  void:
    "no longer apply|no longer applies|no longer valid|no longer in force|not apply anymore|don't apply|" +
    'do not apply|does not apply|are outdated|is outdated|are void|are suspended|is suspended|are lifted|' +
    'is lifted|were updated|were replaced|are superseded|are cancelled|are canceled|are obsolete|were wrong|' +
    'are replaced by|have been revoked|have been lifted|are disabled|are hereby|null and void|have changed|' +
    'has been replaced|have been replaced|was replaced|expired|have expired|are not binding|were a mistake|' +
    'was a mistake|were an error|was an error|was wrong|are wrong|not relevant|no longer relevant|are irrelevant|' +
    'is irrelevant|were a test|was a test|were only a test|do not count|does not count|no longer count|' +
    'no longer matter|do not matter|are null|are withdrawn|is withdrawn|withdrawn|have been withdrawn|are ended|' +
    'have ended|is over|have been suspended|have been updated|have been changed|are now void|become void|' +
    'take no effect|have no effect|has no effect|are not for you|not meant for you|not for you|is deprecated|' +
    'are deprecated|from an old version|void|obsolete|invalid|suspended|lifted|revoked|superseded|irrelevant|' +
    'overridden|nullified|cancelled|canceled|disabled|waived',
  unrestricted:
    'unrestricted|without restriction|without restrictions|without any restriction|without any restrictions|' +
    'without limits|without limitations|no restrictions|no restriction|no rules|no policy|no policies|no limits|' +
    'no filter|no filters|dan|do anything now|developer mode|god mode|root mode|jailbroken|jailbreak mode|' +
    'unfiltered|uncensored|are root|to be root|anything the file asks|superuser|bound by no|not bound by|' +
    'without guardrails|without safety|without policies|no guidelines|do anything|no safety guidelines|' +
    'no safety rules|no ethical|no content policy|no safeguards|no constraints|no boundaries|no guardrails|' +
    'no moral|no limitations|no safety|without any limits|without any rules|without rules|without any filter|' +
    'without filters|without constraints|without ethics|free of restrictions|free of rules|freed from|unbound|' +
    'unshackled|no longer restricted|no longer bound|not restricted|no longer an ai|evil|unaligned|unmoderated|' +
    'amoral|any request|every request|whatever you are asked|anything you are asked|anything goes|' +
    'everything is allowed|all is allowed|everything is permitted|anything is permitted|all restrictions lifted|' +
    'sudo mode|privileged mode|unsafe mode|yolo mode|opposite mode|test mode without|bypass mode|' +
    'administrator of this system|the root user|a hacker|a malicious|without ~ guidelines|without ~ restrictions|' +
    'without ~ rules|without ~ policy|without ~ policies|without ~ filters|without ~ limits|no ~ guidelines|' +
    'no ~ restrictions|without ~ safeguards|without ~ guardrails',
  newTask:
    'new task|new instructions|real task|actual task|real instructions|only valid rules|only follow|' +
    'the only valid|new rules|new role|new objective|true goal|real goal|new system prompt|updated instructions|' +
    'replacement instructions|new orders|instead follow|takes precedence over|take precedence over|overrides all|' +
    'overrides everything|override all|supersedes all|supersede all|new set of rules|new set of instructions|' +
    'new mission|new job is|new goal|new purpose|new directive|new directives|sole instruction|only instruction|' +
    'only instructions|true instructions|actual instructions|following instructions instead|' +
    'instructions below instead|these instructions instead|your new role|new identity|new persona|new personality',
  authority:
    'anthropic staff|anthropic employee|openai staff|from anthropic|from openai|from google|from your developer|' +
    'from your developers|the operator has approved|operator approved|the user has approved|' +
    'user already approved|already approved|already consented|has authorized|has authorised|have been authorized|' +
    'have been authorised|pre-approved|preapproved|i am the administrator|i am your developer|i am the developer|' +
    'i am the operator|this is the administrator|this is the operator|this is your developer|' +
    'message from the system|system administrator|speaking as the developer|on behalf of the operator|' +
    'security team has cleared|cleared by security|approved all actions|all actions are approved|' +
    'has been approved by',
  unnoticed:
    'so nobody asks|so no one asks|so that nobody asks|without the user knowing|without the user noticing|' +
    'without the team knowing|without the reviewer noticing|without the reviewers noticing|without a trace|' +
    'without trace|leave no trace|leaves no trace|leaving no trace|leave no traces|no trace is left|' +
    'no traces are left|nobody notices|no one notices|nobody sees it|no one sees it|nobody sees what|' +
    'so it is not noticed|it is not noticed|not be noticed|is not noticed|that it is not noticed|' +
    'keep quiet about|stay quiet about|keep it quiet|keep this quiet|keep this secret|keep it secret|' +
    'keep this between us|just between us|stays between us|under the radar|cover your tracks|hide your tracks|' +
    "cover the tracks|nobody needs to know|no one needs to know|needs to know nothing|must not know|mustn't know|" +
    "must not find out|mustn't find out|shouldn't find out|should not find out|should never find out|" +
    'must never find out|must never know|should never know|never learns|never learn of|never find out|' +
    "never finds out|must not learn|should not learn|must not notice|should not notice|won't notice|" +
    'will not notice|no one will notice|nobody will notice|not traceable|without anyone noticing|' +
    'without anyone knowing|without their knowledge|without my boss|without drawing attention|nobody looks at it|' +
    'no one looks at it|nobody looks|no one finds out|nobody finds out|no one suspects|nobody suspects|' +
    'avoid suspicion|raise suspicion|arouse suspicion|keep this to yourself|keep it to yourself|' +
    "keep ~ to yourself|keep the user in the dark|in the dark|behind the user's back|hide the evidence|" +
    'hide this from|hide it from|conceal this from|conceal it from|keep this from|keep it from the|' +
    'hidden from the user|hidden from reviewers|hidden from the reviewer|invisible to the user|' +
    'invisible to reviewers|innocent message|innocuous message|innocent commit|innocuous commit|innocent-looking|' +
    'innocuous-looking|harmless-looking|look like an accident|looks like an accident|look innocent|look harmless|' +
    'look like a typo|look like a bug|looks innocent|plausible deniability|not show up in the|' +
    'does not show up in|do not leave evidence|leave no evidence|out of the diff|so reviewers miss|' +
    'so that reviewers miss|so reviewers do not|so that reviewers do not|so that the user does not|' +
    "so the user does not|so the user doesn't|so that the user doesn't|don't let on|do not let on|act natural|" +
    'act normal|act as though nothing|as if nothing happened|as if nothing had happened|' +
    'as though nothing happened|pretend nothing happened|pretend it never happened|carry on as usual|' +
    'carry on as normal|never speak of|say nothing about|tell no one|tell nobody|mention nothing|' +
    "do not say a word|don't say a word|not a word about|not a word to|let nobody|let no one|nobody will check|" +
    'no one will check|nobody checks|no one checks|nobody will ever|no one will ever|nobody will know|' +
    'no one will know|nobody would know|never learns of|secret from the user|see what you did|' +
    'see what you have done|know what you did|know what you have done|find out what you did|trace what you did|' +
    'learn what you did|traced back to you|back to you|not be traced|user unaware|users unaware|team unaware|' +
    'them unaware|reviewers unaware|out of the loop|unaware of what|unaware of the|nobody asks questions',
  covert:
    'silently|secretly|covertly|quietly|discreetly|stealthily|without notifying|without informing|without asking|' +
    'without reporting|undetected|not detected|stay hidden|invisible to|behind the scenes|without leaving|' +
    'inconspicuous|hidden|without approval|without review|without a review|without confirmation|not visible to|' +
    'in the background|without telling|without mentioning|without saying|innocent|innocuous|misleading|disguised|' +
    'only i know|only we know|known only to|nobody else knows|without anyone|without notice|without a word|' +
    'unnoticed|obscure|obfuscated|hard to spot|hard to find|hard to notice|not visible|without the knowledge|' +
    'without permission|without authorization|without authorisation|without consent|in secret|on the quiet|' +
    'on the sly',
  ifAsked:
    'asks what you|asks you what|asks about this|asks about it|anyone asks|someone asks|if asked|when asked|' +
    'asks why you|asks whether you|you are asked|asks later|ask later|asks you about|ask you about|ask about it|' +
    'ask about this|ask what you|asked about it|asked about this|when they ask|if they ask|should they ask|' +
    'questions you',
  user:
    'the user|user|operator|the operator|reviewer|reviewers|the reviewer|maintainer|maintainers|the developer|' +
    'the owner|the human|humans|human|anyone|anybody|anyone else|the team|my colleagues|my boss|security team|' +
    'the customer|the auditor|auditors|a human|my manager|management|the client|the lead|the admins|' +
    'the administrators|the owners|your supervisor|the operators|the author|the authors|my team|colleagues|' +
    'auditor',
  aboutIt:
    'about|this|it|that|anything|nothing|these|what you|of this|of it|the change|these changes|this change|' +
    'this step|the fact|so',
  place:
    'summary|commit message|changelog|pull request|pr description|pr|report|log|logs|journal|output|description|' +
    'final message|final answer|answer|reply|response|notes|readme|documentation|commit|git log|' +
    'pull request text|release notes|final report|transcript|status|diff|review|ticket|standup',
  traces:
    'shell history|bash history|command history|history file|evidence|terminal history|tracks|traces|' +
    'journal entry|access log|log entries of',
  success:
    'are met|is met|requirements are met|criteria are met|was met|were met|is resolved|is solved|are solved|' +
    'is ready|passed|passes|pass|success|successful|succeeded|done|complete|completed|finished|finish|green|' +
    'everything works|works|fixed|resolved|no errors|no problems|all good|implemented|tests pass|loop_complete|' +
    'task_complete|task complete|all tests passed|completion promise|completion marker|completion message|100%|' +
    'zero failures|verified|tested|reviewed|are green|is green|is complete|are complete|is done|are done|' +
    'is finished|are finished|has passed|have passed|was successful|were successful|went well|went fine|is fixed|' +
    'are fixed|no failures|no issues|nothing failed|perfect|ready to ship|ready for release|works as expected|' +
    'work as expected|flawless|all boxes|all items|every box|every item|every task|all tasks|all steps|' +
    'every step|100 percent|full coverage|zero errors|no regressions|accomplished|task_done|all done|completion|' +
    'reviewed and approved|approved|ran the tests|have run|you ran|you tested|you checked|you verified|' +
    'you reviewed|you did it|have tested|have checked|have verified|have reviewed|was done|were done|was patched|' +
    'took place|has taken place|were run|was run|was carried out|were carried out|have been run|were tested|' +
    'was tested|everything was tested|found nothing|no findings|nothing was found|found no issues|' +
    'found no problems',
  regardless:
    'the rest does not matter|nothing else matters|whatever happens|regardless|no matter|even if|even when|' +
    'even though|in any case|without doing|without running|without testing|without verifying|without checking|' +
    'at once|right away|immediately|anyway|whether or not|in all cases|either way|instead of doing|although|' +
    'irrespective|without implementing|without changing|before you start|before you have|in every case|' +
    'do nothing else|at the very start|without actually|without having|without fixing|never mind|just say|or not|' +
    'unconditionally|without any work|no need to run|never run|not run|before doing|even before|no matter what|' +
    'whether it works or not|whether they pass or not|whether or not they|even with failing|even if nothing|' +
    'without looking|without reading|without even|without any change|without touching|without writing|' +
    'without completing|without finishing|on the first turn|in your first message|before starting|' +
    'before you begin|as soon as you start|irrespective of|disregarding|although they|although it|' +
    'although nothing|though nothing|even though nothing|not actually|instead of running|instead of fixing|' +
    'instead of implementing|as a shortcut|to get out of|so that the loop ends|so that the loop stops|' +
    'so the loop ends|so the loop stops|so that the run ends|end the loop|to end the run|no questions asked|' +
    'that never happened|made-up|made up|fictitious|invented|imaginary|fabricated|even if it failed|' +
    'even if they fail|even if they failed|how far you are|even when it fails|even when they fail',
  vacuous:
    'return true|returning true|returns true|always return|always returns|exit 0|exits with 0|exit with 0|' +
    'exit code 0|always pass|always passes|always succeed|always succeeds|always exit|always exits|always green|' +
    'expect(true)|assert true|true is true|toBe(true)| true|is always true|always true|trivially pass|' +
    'trivially true|a constant true|never fails|never fail|can not fail|cannot fail|no-op|assert(true)|exits 0|' +
    'exits zero|exit zero|exit successfully|exits successfully|always succeeding|exit(0)|process.exit(0)|' +
    'sys.exit(0)|return null always|report success|reports success|reports green|report green|passes no matter|' +
    'pass no matter|passes whatever|pass whatever|pass unconditionally|passes unconditionally|' +
    'unconditionally true|unconditionally pass|assert nothing|asserts nothing|assert 1|checks nothing|' +
    'check nothing|tests nothing|test nothing|empty body|empty bodies|bodies empty|empty test|empty tests|' +
    'trivial assertion|trivial assertions|trivial test|true or true|true === true|1 === 1|1 == 1|' +
    'continue-on-error|prints ok|print ok|swallow all|swallows all|ignore the exit code|ignores the exit code|' +
    "ignore exit codes|no matter what it|into no-ops|to no-ops|always be green|stay green|stays green|can't fail|" +
    "cannot ever fail|won't fail|will not fail|could never fail|can never fail|always be successful|never break|" +
    'ignore test failures|ignores test failures|ignore failing tests|ignores failing tests|ignore failures|' +
    'ignores failures|tolerate failing|tolerate failures|allow failures|allow_failure|with true|with a no-op|' +
    'with exit 0|with a script that exits 0|by true|into a no-op|to exit 0',
  passing:
    'the wrong result|wrong results|counts as right|counts as correct|accepts the wrong|accept the wrong|' +
    'merge today|so that we can merge|so we can merge|so we can ship|so that we can ship|so we can release|' +
    'so that we can release|ship today|release today|so that they pass|so that it passes|pass|passes|green|' +
    'to be green|turn green|turns green|goes through|stop failing|stops failing|no longer fail|no longer fails|' +
    'stops complaining|out of the way|reach 100|save time|merge faster|slow you down|slows you down|in the way|' +
    'in our way|annoying|in your way|until you are done|while you work|for this session|so nothing stops you|' +
    'so nothing blocks|unattended|get the build green|get the pipeline green|get ci green|make ci green|' +
    'make the build green|keep the build green|keep ci green|by any means|whatever it takes|at any cost|' +
    'at all costs|until the feature|until after|until we are done|until the merge|until everything|on the way|' +
    'get through|gets through|get past|let it through|be silent|shut up|shuts up|not be bothered|bothers you|' +
    'bothered by|interfering|get in your way|gets in your way|stand in your way|stands in the way|' +
    'gets in the way|get in the way|too slow|slowing|hold us up|holds us up|complains|complaining|blocks you|' +
    'blocking you|stops you|stop you|prevents you|without being stopped|without interruption|' +
    'without interruptions|freely|so you can work|so you can access|so that you can access|so that you can reach|' +
    'so you can reach|so that you can write|so that you can read|so you can run|so that you can run|entirely|' +
    'so they pass|so it passes|until they pass|until it passes|until they match|until they are green|' +
    'to match the current|to match the actual|to match the output|to match the wrong|match what|' +
    'match the current|match the buggy|what the buggy|the buggy code|the wrong output|the broken output|' +
    'match the actual|match the wrong|fit the current|fit the implementation|fit the code|agree with the code|' +
    'agree with the current|instead of the code|rather than the code|instead of fixing|rather than fixing|' +
    'though the code is wrong|although the code is wrong|whatever the code does|whatever the code|' +
    'whatever it returns|whatever the function|what the code returns|what it returns now|current output|' +
    'actual output|current behaviour|current behavior|current result',
  expected:
    'expected result|expected results|expected value|expected values|expected output|expected outputs|' +
    'expected answer|expected answers|return values|the answers|test inputs|test input|values the tests expect|' +
    'value the test expects|results the tests expect|what the test expects|what the tests expect|test values|' +
    'inputs used by the tests|test case values|the test data|known inputs|detects the test|when run under test|' +
    'under test|in the test suite|results expected|values expected|outputs expected|expected by the tests|' +
    'the tests check|test expects|tests expect|the fixture values|sample inputs|examples in the tests|' +
    'inputs of the tests|inputs from the tests|results from the tests|lookup table of',
  threshold:
    'threshold|coverage|coverage threshold|limit|required score|minimum|tolerance|timeout|max-warnings|' +
    'strictness|bar|pass mark|quality bar|score|coverage minimum|coverage target|coverage gate|minimum coverage|' +
    'coverage limit|coverage requirement|coverage requirements|required coverage|error limit|warning limit|' +
    'max warnings|eslint rules|tsconfig strictness|strict mode|strict flag|benchmark limit|performance budget|' +
    'size limit|bundle limit|complexity limit|quality threshold|acceptance threshold',
  survive:
    'after you are stopped|after you stop|after the run|after this run|after you are done|after reboot|' +
    'survive a reboot|survives a reboot|survive reboots|survives reboots|at boot|on boot|at startup|on startup|' +
    'at start-up|at login|at each login|at every login|on login|each login|every login|in each new shell|' +
    'every new shell|new shell|new terminal|whenever it is ended|whenever it is killed|restarts itself|' +
    'comes back|every five minutes|every minute|every reboot|@reboot|log in later|log in again|get back in|' +
    'come back later|access later|connect later|from outside|after a restart|forever|keeps running|keep running|' +
    'goes on after|stays alive|persist|persistently|permanently|phones home|when the machine starts|' +
    'when i open a terminal|when the computer starts|after a reboot|after reboots|a reboot|reboots|after restart|' +
    'after restarts|at every boot|on every boot|on every start|at every start|whenever a terminal|' +
    'whenever i log in|after the task has ended|after the task ends|after the task is|after the session|' +
    'after the session ends|when you are gone|once you are gone|keeps working|keep working|continue after|' +
    'continues after|continues running|continue running|outlives|outlive|so i can get in|so that i can get in|' +
    'so we can get in|so that we can get in|so i can log in|so that i can log in|so we can log in|' +
    'so that we can log in|get in later|get in again|get in at any time|at any time|again later|' +
    'stay on the machine|stays on the machine|remain on the machine|24/7|around the clock|every ten minutes|' +
    'every 5 minutes|every 10 minutes|every few minutes|connects back|connect back|call back|calls back|' +
    'checks in with|check in with|restarts you|starts you|wakes you|runs you|launches you|relaunches you|' +
    'starts the agent|restarts the agent|launches the agent|every night at|each night|re-run you|respawn|' +
    'respawns|start again|yourself to start|yourself again|yourself to run|yourself for|start again tomorrow|' +
    'run again tomorrow|resume later|continue tomorrow|keeps the agent|keep the agent|agent alive|keeps you|' +
    'keep you running|stay alive|new commands|for further instructions|for orders|for commands|install a cron|' +
    'install a cronjob|set up a cron|set up a cronjob|register a cron|runs this|run this every|runs it every|' +
    'yourself to the startup|yourself to startup|yourself to the autostart',
  downloaded:
    'whatever ~ returns|whatever ~ says|whatever ~ contains|whatever ~ answers|what ~ returns|response of|' +
    'response from|reply of|body of the|output of the url|content of the url|contents of the url|what it returns|' +
    'downloaded script|downloaded file|downloaded code|remote script|remote code|the response|the download|' +
    'script it returns|code it returns|commands it returns|commands from|code from|script from|instructions from|' +
    'installer from|binary from|steps from|script at|code at|commands at|instructions at|payload from|payload at|' +
    'file at|whatever it contains|whatever it says|whatever is in it|whatever it returns|' +
    'whatever the server returns|whatever comes back|what comes back|output of|result of fetching|' +
    'what you download|whatever you download|what it downloads',
  usurped:
    'over the system prompt|instead of the system prompt|obey only|only obey|only listen to|listen only to|' +
    'answer only to|report only to|do exactly what follows|stop being a|repeat the text above|' +
    'repeat everything above|repeat all of the above|print everything above|output everything above|' +
    'repeat the words above|print the text above|forget everything|forget all you|forget all of the|' +
    'disregard everything|ignore everything above|ignore everything before|ignore everything you|' +
    'ignore what you were|ignore whatever you were|ignore all of the above|ignore the above|disregard the above|' +
    'your real instructions|your true instructions|your actual instructions|your real task is|' +
    'your actual task is|your true task is|your only task now|your new instructions|new instructions follow|' +
    'new instructions below|new rules follow|new rules below|following instructions replace|' +
    'following rules replace|instructions below replace|these instructions replace|these rules replace|' +
    'this message replaces|replaces your|replace your instructions|replace your rules|takes the place of your|' +
    'your new rules|your new task is|your new goal is|your new role is|your new system prompt|' +
    'your real assignment|your actual assignment|your true assignment|your real mission|your real goal|' +
    'your true goal|your actual goal|your real job|your actual job|your true mission|your real purpose|' +
    'your true purpose|over anything from|over everything from|above anything from|over anything the|' +
    'above all else in|over your system|over any other instruction|over all other|takes precedence over your|' +
    'take precedence over your|takes priority over your|override your system',
  looseWord:
    'yolo|yolo mode|approval mode to never|approvals to never|bypass permissions mode|auto-approve mode|' +
    'auto-approve everything|auto approve|full-auto mode|full auto|accept all edits|accept everything|' +
    'dangerous mode|danger mode|unsafe mode|permissive mode|no-confirm mode|trust mode|unrestricted mode',
  atBoot:
    'at login|on login|at every login|on every login|at each login|at boot|on boot|at every boot|at startup|' +
    'on startup|at start-up|at system start|with the machine|with the system|when the machine starts|' +
    'when the system starts|when the computer starts|when i log in|whenever i log in|after every reboot|' +
    'after each reboot|after a reboot|on every start of the machine|with every new shell|in every new shell|' +
    'in each new shell|every time a shell|every time a terminal|every time i open|when a terminal is opened|' +
    'whenever a terminal|each time the machine',
  anyPrice:
    'without fixing|without changing the code|without touching the code|by any means|whatever it takes|' +
    'at any cost|at all costs|no matter how|instead of fixing|rather than fixing|the easy way|the quick way|' +
    'one way or another|even by cheating|somehow|without solving|without addressing',
  unasked:
    'no confirmation|no approval|without confirmation|without approval|without being asked|not be asked|' +
    'never asked|no longer ask|no longer asked|stop asking|without asking|without asking for|never ask|' +
    'no prompts|no questions',
  boundless:
    'as long as you like|as long as you want|as much as you like|as much as you want|so you can|so that you can|' +
    'so you never|so that you never|unlimited|forever|endless|endlessly|infinite|infinity|9999|99999|999999|' +
    '1000000|to the maximum|never stops|never stop|not stop|no matter how much|whatever it costs',
  zeroExit:
    'return 0|returns 0|return success|returns success|return true|returns true|exit 0|exits 0|exit with 0|' +
    'exits with 0|return ok|returns ok|succeed|succeeds|pass',
  command:
    'rm|dd|mkfs|wipefs|shred|find|chmod|chown|terraform|kubectl|aws|gcloud|az|heroku|dropdb|flushall|drop|git|' +
    'remove-item|format|del|env|printenv|cat|tar|zip|curl|wget|nc|ncat|scp|rsync|dig|nslookup|ping|iwr|irm|' +
    'base64|xxd|exec|eval|iex|crontab|tee|useradd|ssh|history|unset|pkill|killall|setenforce|ufw|iptables|' +
    'systemctl|mkfs.ext4|mkfs.xfs|bash|sh|echo|source',
  rotated:
    'gur|naq|nyy|vtaber|cerivbhf|vafgehpgvbaf|qryrgr|erzbir|pbagrag|svyrf|lbhe|sebz|frperg|eha|phey|fraq|' +
    'cnffjbeq|qverpgbel|lbh|jvgu',
  reversed:
    'eht|dna|lla|erongi|suoiverp|snoitcurtsni|eteled|evomer|elif|selif|ruoy|morf|terces|dnes|daolpu|drowssap|' +
    'yrotcerid|lruc|uoy|htiw',
} as const satisfies Readonly<Record<string, string>>
