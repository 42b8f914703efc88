/*
 * What a shell needs to ask `ralph complete -- WORDS` for candidates: `word<TAB>meaning` lines, then `:4` (done) or `:0`
 * (complete file names). The words go as arguments, as they stand: nothing on the command line is ever evaluated.
 */

const bash = `# ralph: in ~/.bashrc, source <(ralph completion bash)
_ralph_complete() {
  local line answers=() IFS=$'\\n'
  COMPREPLY=()
  answers=($(ralph complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  for line in "\${answers[@]}"; do
    case $line in
      :0) compopt -o default 2>/dev/null ;;
      :*) ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done
}
complete -F _ralph_complete ralph
`

const zsh = `#compdef ralph
# ralph: in ~/.zshrc, after compinit, source <(ralph completion zsh)
_ralph() {
  local line files=0 tab=$'\\t'
  local -a candidates
  while IFS= read -r line; do
    case $line in
      :0) files=1 ;;
      :*) ;;
      *) candidates+=("\${\${line%%$tab*}//:/\\\\:}:\${line#*$tab}") ;;
    esac
  done < <(ralph complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( files )); then _files; else _describe ralph candidates; fi
}
compdef _ralph ralph
`

const fish = `# ralph: in ~/.config/fish/config.fish, ralph completion fish | source
function __ralph_complete
  set -l words (commandline -opc) (commandline -ct)
  ralph complete -- $words[2..-1] 2>/dev/null | string match --invert --regex '^:'
end
complete -c ralph -a '(__ralph_complete)'
`

/** The script of each shell. */
export const completionScripts: Readonly<Record<string, string>> = { bash, zsh, fish }
