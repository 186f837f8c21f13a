# Completion of spec-kitty for bash.
_spec_kitty() {
    # What stands on the line up to the cursor, without the program's name.
    local line="${COMP_LINE:0:COMP_POINT}" word="$2" program="${1/#\~/$HOME}"
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line#*[[:space:]]}"
    local IFS=$'\n'
    COMPREPLY=($(compgen -W "$("$program" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
}
complete -o bashdefault -o default -F _spec_kitty spec-kitty
