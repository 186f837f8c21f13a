# Completion of spec-kitty for fish.
function __spec_kitty_complete
    # What stands on the line up to the cursor, without the program's name.
    set -l words (commandline -opc) (commandline -ct)
    set -l line (string join ' ' -- $words[2..-1])
    set -l found (spec-kitty "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c spec-kitty -f -a '(__spec_kitty_complete)'
