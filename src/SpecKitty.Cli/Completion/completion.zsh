#compdef spec-kitty
# Completion of spec-kitty for zsh.
_spec_kitty() {
    # What stands on the line up to the cursor, without the program's name.
    local line="${(j: :)words[2,CURRENT]}"
    local -a found
    found=("${(@f)$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)}")
    found=(${found:#})
    if (( ${#found} )); then
        compadd -a found
    else
        _files
    fi
}
if ! (( $+functions[compdef] )); then
    autoload -Uz compinit && compinit
fi
compdef _spec_kitty spec-kitty
