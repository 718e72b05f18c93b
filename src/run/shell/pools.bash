
# The pools of the config on the line.
_runner_ymls_pools() {
    local word
    for word in "${COMP_WORDS[@]:2}"; do
        # Words are as they were typed.
        word="${word//[\"\'\\]/}"
        if [[ ${word} == *.json && -f ${word} ]]; then
            "${COMP_WORDS[0]}" list "${word}" --format names 2> /dev/null
            return
        fi
    done
}

# The command on the line, which flags can stand before.
_runner_ymls_command() {
    local at
    for ((at = 1; at < COMP_CWORD; at++)); do
        case "${COMP_WORDS[at]}" in
            --color) at=$((at + 1)) ;;
            -*) ;;
            *) echo "${COMP_WORDS[at]}" && return ;;
        esac
    done
}

_runner_ymls_with_pools() {
    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD - 1]}" pool
    # Bash takes the `=` of `--only=go` for a word of its own.
    [[ ${cur} == = ]] && cur=""
    [[ ${prev} == = ]] && prev="${COMP_WORDS[COMP_CWORD - 2]}"
    if [[ ${prev} == --only || ($(_runner_ymls_command) == explain && ${cur} != -* && ${prev} != -*) ]]; then
        # A pattern that leaves pools out begins with `!`, which is quoted or escaped.
        local quote="" out=""
        [[ ${cur} == [\'\"\\]* ]] && quote="${cur:0:1}" && cur="${cur:1}"
        [[ ${cur} == !* && ${prev} == --only ]] && out="!" && cur="${cur:1}"
        [[ ${quote} == \\ ]] && out="\\${out}"
        COMPREPLY=()
        while IFS= read -r pool; do
            [[ ${pool} == "${cur}"* ]] && COMPREPLY+=("${out}${pool}")
        done < <(_runner_ymls_pools)
        # Without a config yet, its name is completed.
        [[ ${#COMPREPLY[@]} -gt 0 || ${prev} == --only ]] && return
    fi
    _runner__ymls "$@"
}

complete -F _runner_ymls_with_pools -o bashdefault -o default runner-ymls
