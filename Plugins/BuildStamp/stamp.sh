#!/bin/sh
# Writes BuildStamp.swift into the folder $2: the commit of the package in $1, and whether its sources are those of the
# commit. Both are nil where git does not know, for instance in an archive without history.
cd "$1" || exit 1
commit=nil
clean=nil
if git ls-files --error-unmatch Package.swift > /dev/null 2>&1 && hash=$(git rev-parse --verify HEAD 2> /dev/null); then
    commit="\"$hash\""
    if changes=$(git --no-optional-locks status --porcelain -- Package.swift Plugins Sources 2> /dev/null); then
        if [ -z "$changes" ]; then clean=true; else clean=false; fi
    fi
fi
text="/// The sources that this program was built from.
enum BuildStamp {
    static let commit: String? = $commit
    static let isClean: Bool? = $clean
}"
# A file that stays as it is causes no compilation.
[ "$text" = "$(cat "$2/BuildStamp.swift" 2> /dev/null)" ] || printf '%s\n' "$text" > "$2/BuildStamp.swift"
