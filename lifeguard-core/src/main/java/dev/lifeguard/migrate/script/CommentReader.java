package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.IOException;
import java.util.Optional;

/** Reads what in a script is no SQL: section markers, directives, and commands of psql. */
final class CommentReader {

    /** A longer comment is prose; only a directive's reason may be longer. */
    private static final int LONGEST_MARKER = 1000;

    private static final int LONGEST_DIRECTIVE = 8192;

    private final ScriptInput input;
    private final Lexer lexer;

    CommentReader(ScriptInput input, Lexer lexer) {
        this.input = input;
        this.lexer = lexer;
    }

    /**
     * Reads the line comment that is the lexer's token: a marker, a directive, or neither.
     *
     * @throws InvalidScriptException if it is almost one of them, or not where it has to be
     */
    Optional<ScriptItem> readLine(CommentPlace place) throws IOException {
        String text = lexer.text(LONGEST_DIRECTIVE);
        String body = text.substring(2);
        Optional<Directive> directive = DirectiveComment.directiveIn(body);
        if (directive.isPresent()) {
            return Optional.of(placed(directive.get(), text, place));
        }
        if (!lexer.isFirstOnLine() || text.length() > LONGEST_MARKER) {
            return Optional.empty();
        }
        Optional<SectionKind> section = MarkerComment.sectionOf(body);
        if (section.isPresent()) {
            return Optional.of(marker(section.get(), text));
        }
        if (MarkerComment.isAlmostMarker(body, place)) {
            throw input.fault(MarkerComment.advice(text), lexer.start());
        }
        return Optional.empty();
    }

    /**
     * Checks the block comment that is the lexer's token; one of several lines is prose.
     *
     * @throws InvalidScriptException if it looks like a marker or a directive
     */
    void checkBlock() {
        if (!lexer.isFirstOnLine() || lexer.end() - lexer.start() > LONGEST_MARKER) {
            return;
        }
        String text = lexer.text(LONGEST_MARKER);
        if (text.indexOf('\n') >= 0) {
            return;
        }
        String body = text.substring(2, text.length() - 2);
        if (MarkerComment.sectionOf(body).isPresent()
                || MarkerComment.isAlmostMarker(body, CommentPlace.IN_STATEMENT)) {
            throw input.fault(MarkerComment.advice(text), lexer.start());
        }
        if (DirectiveComment.directiveIn(body).isPresent()) {
            throw input.fault(
                    ("The directive \"%s\" stands in a block comment. Write \"-- %s\" on a line of"
                                    + " its own.")
                            .formatted(text, body.strip()),
                    lexer.start());
        }
    }

    /**
     * Passes over a psql command whose backslash is the lexer's token.
     *
     * @throws InvalidScriptException unless it is one that a script may hold
     */
    void passClientCommand(CommentPlace place) throws IOException {
        int next = input.peek();
        if (next >= 0 && ByteClass.WORD[next]) {
            input.skipWhile(ByteClass.WORD);
        } else if (next > ' ') {
            input.advance(1);
        }
        String name = input.text(lexer.end(), input.offset());
        boolean alone = lexer.isFirstOnLine() && place == CommentPlace.BETWEEN_STATEMENTS;
        if (!alone || !ClientCommand.isHarmless(name)) {
            throw input.fault(ClientCommand.refusal(name), lexer.start());
        }
        input.skipTo('\n', '\n');
    }

    private ScriptItem placed(Directive directive, String text, CommentPlace place) {
        if (directive instanceof Directive.Malformed malformed) {
            throw input.fault(malformed.message(), lexer.start());
        }
        if (place == CommentPlace.IN_STATEMENT || !lexer.isFirstOnLine()) {
            throw input.fault(
                    ("The directive \"%s\" has to stand on a line of its own above the first"
                                    + " statement of its section.")
                            .formatted(text.strip()),
                    lexer.start());
        }
        return new ScriptItem.PlacedDirective(
                directive, text.strip(), input.positionOf(lexer.start()));
    }

    private ScriptItem marker(SectionKind kind, String text) throws IOException {
        Position position = input.positionOf(lexer.start());
        long before = lexer.lineStart();
        if (input.peek() == '\r') {
            input.advance(1);
        }
        if (input.peek() == '\n') {
            input.advance(1);
        }
        lexer.resumeAtLineStart();
        lexer.use(StringSyntax.STANDARD);
        Place section = new Place(input.offset(), input.positionOf(input.offset()));
        return new ScriptItem.Marker(kind, text.strip(), position, before, section);
    }
}
