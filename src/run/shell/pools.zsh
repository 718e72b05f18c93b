# The pools of the config on the line.
_runner_ymls_pools() {
    local word
    for word in $words; do
        if [[ $word == *.json && -f $word ]]; then
            local -a pools=(${(f)"$(runner-ymls list $word --format names 2> /dev/null)"})
            # A pattern that leaves pools out begins with `!`, which is quoted or escaped.
            compset -P '(\\|)!'
            compadd -a pools
            return
        fi
    done
}

