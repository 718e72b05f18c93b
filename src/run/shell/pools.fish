
# The config on the line.
function __fish_runner_ymls_config
    for word in (commandline -opc)
        if string match -q '*.json' -- $word; and test -f $word
            echo $word
            return
        end
    end
    return 1
end

# Its pools.
function __fish_runner_ymls_pools
    set -l config (__fish_runner_ymls_config)
    and runner-ymls list $config --format names 2>/dev/null
end

# The same for a pattern, which leaves pools out if it begins with `!`.
function __fish_runner_ymls_patterns
    if string match -q '*!*' -- (commandline -ct)
        printf '!%s\n' (__fish_runner_ymls_pools)
    else
        __fish_runner_ymls_pools
    end
end

complete -c runner-ymls -n "not __fish_runner_ymls_needs_command" -l only -x -d "Only these pools" -a "(__fish_runner_ymls_patterns)"
complete -c runner-ymls -n "__fish_runner_ymls_using_subcommand explain; and __fish_runner_ymls_config >/dev/null" -f -a "(__fish_runner_ymls_pools)"
