/// Names of runs that try to become markup, a substitution or a command.
public enum HostileText {
    public static let names = [
        "<script>alert(1)</script>", "</title></style><img src=x onerror=alert(1)>", "{{ run.seed }}",
        "}} {{", "a](b) ![c](d)",
        "`code` ```` {figure}`x`", "\"quotes\" 'and' more", "line\nbreak\n\n# heading\n\n- list",
        "```{include} /etc/passwd\n```",
        "&lt;&amp;&#x3C;", "*bold* _em_ ~~del~~ | pipe", "\u{0}\u{1}\u{7F}\u{FFFE}", "]]>", "-->", "\\",
        "$x$", "www.example.org",
        "https://example.org/<x>", "{numref}`fig-loss`", "[^why]", "\u{202E}backwards",
        String(repeating: "W", count: 5000),
    ]
}
