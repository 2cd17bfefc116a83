package dev.lifeguard.migrate.script;

import java.util.Set;

/** The body {@code BEGIN … END} of a trigger of SQLite: its END stands after a semicolon. */
final class TriggerBody implements Body {

    private static final Set<String> TRIGGER = Set.of("TRIGGER");

    private final RoutineHead head = new RoutineHead(TRIGGER);
    private long begin = NONE;
    private boolean ended;
    private boolean atStart;
    private boolean name;

    @Override
    public void add(TokenKind kind, Lexer lexer) {
        if (!head.isFound()) {
            head.add(kind, lexer);
            return;
        }
        if (begin == NONE && !ended && !name && lexer.is("BEGIN")) {
            begin = lexer.start();
        } else if (begin != NONE && atStart && lexer.is("END")) {
            begin = NONE;
            ended = true;
        }
        atStart = kind == TokenKind.SEMICOLON;
        name = lexer.is("OF") || lexer.is("ON") || lexer.is(".") || lexer.is(",");
    }

    @Override
    public long openBlock() {
        return begin;
    }
}
