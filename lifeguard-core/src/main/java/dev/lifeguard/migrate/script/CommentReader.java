package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.Marks.Mark;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.MarkerComment.LinePlace;
import java.io.IOException;
import java.util.Optional;

/** Reads what in a script is no SQL: section markers and directives. */
final class CommentReader {

    /** A longer comment is prose; only a directive's reason may be longer. */
    private static final int LONGEST_MARKER = 1000;

    private static final int LONGEST_DIRECTIVE = 8192;

    private final ScriptInput input;
    private final Lexer lexer;
    private final ScriptForm form;

    CommentReader(ScriptInput input, Lexer lexer, ScriptForm form) {
        this.input = input;
        this.lexer = lexer;
        this.form = form;
    }

    /**
     * Reads the line comment that is the lexer's token: a marker, almost one, a directive, or none.
     *
     * @throws InvalidScriptException if it is almost a directive, or not where it has to be
     */
    Optional<ScriptItem> readLine(CommentPlace place) throws IOException {
        String text = lexer.text(LONGEST_DIRECTIVE);
        String body = text.substring(2);
        if (!form.isOwn()) {
            return readOther(text, body, place);
        }
        Optional<Directive> directive = DirectiveComment.directiveIn(body);
        if (directive.isPresent()) {
            return Optional.of(placed(directive.get(), text, place));
        }
        if (text.length() > LONGEST_MARKER) {
            return Optional.empty();
        }
        Optional<SectionKind> section = MarkerComment.sectionOf(body);
        if (!lexer.isFirstOnLine()) {
            // A down section that is taken for a comment would be run by up.
            return section.isPresent()
                            || MarkerComment.isOfATool(body)
                            || (unseenBefore().isPresent()
                                    && MarkerComment.isAlmostMarker(
                                            body, CommentPlace.BETWEEN_STATEMENTS))
                    ? Optional.of(almostMarker(text))
                    : Optional.empty();
        }
        if (section.isPresent()) {
            return Optional.of(marker(section.get(), text));
        }
        return MarkerComment.isAlmostMarker(body, place)
                ? Optional.of(almostMarker(text))
                : Optional.empty();
    }

    /** The same in another layout, where nothing is almost a mark. */
    private Optional<ScriptItem> readOther(String text, String body, CommentPlace place)
            throws IOException {
        Optional<Mark> mark = form.marks().read(body);
        if (mark.isEmpty()) {
            return DirectiveComment.exactlyIn(body).map(it -> placed(it, text, place));
        }
        return switch (mark.get()) {
            case Mark.Refused refused -> throw input.fault(refused.reason(), lexer.start());
            case Mark.Sign sign -> Optional.of(item(sign, text));
        };
    }

    private ScriptItem item(Mark.Sign sign, String text) throws IOException {
        if (sign != Mark.Sign.STATEMENT_BREAK && !lexer.isFirstOnLine()) {
            throw input.fault(
                    "The mark \"%s\" stands behind something else%s. Put it on a line of its own."
                            .formatted(text.strip(), unseenSuffix()),
                    lexer.start());
        }
        return switch (sign) {
            case UP -> marker(SectionKind.UP, text);
            case DOWN -> marker(SectionKind.DOWN, text);
            case NO_TRANSACTION ->
                    placed(new Directive.NoTransaction(), text, CommentPlace.BETWEEN_STATEMENTS);
            case STATEMENT_BREAK -> new ScriptItem.Break();
        };
    }

    /**
     * Checks the comment of another kind that is the lexer's token; one of several lines is prose.
     *
     * @return what looks like a marker, if it does
     * @throws InvalidScriptException if it looks like a directive
     */
    Optional<ScriptItem> checkOther(CommentPlace place) {
        boolean alone = lexer.isFirstOnLine() || unseenBefore().isPresent();
        if (!form.isOwn() || !alone || lexer.end() - lexer.start() > LONGEST_MARKER) {
            return Optional.empty();
        }
        String text = lexer.text(LONGEST_MARKER);
        if (text.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        boolean block = text.startsWith("/*");
        String opening = text.startsWith("#") ? "#" : text.substring(0, 2);
        String body = text.substring(opening.length(), text.length() - (block ? 2 : 0));
        if (DirectiveComment.directiveIn(body).isPresent()) {
            throw input.fault(
                    "The directive \"%s\" stands in a %s comment. Write \"-- %s\" on a line of its own."
                            .formatted(text.strip(), block ? "block" : opening, body.strip()),
                    lexer.start());
        }
        return MarkerComment.sectionOf(body).isPresent()
                        || MarkerComment.isAlmostMarker(body, place)
                ? Optional.of(almostMarker(text))
                : Optional.empty();
    }

    private ScriptItem almostMarker(String text) {
        LinePlace line = lexer.isFirstOnLine() ? LinePlace.ALONE : LinePlace.BEHIND;
        return new ScriptItem.AlmostMarker(
                text, line, unseenBefore().orElse(null), input.positionOf(lexer.start()));
    }

    private String unseenSuffix() {
        return unseenBefore().map(MarkerComment::standsBefore).orElse("");
    }

    /** An invisible character, where nothing else is before the comment on its line. */
    private Optional<String> unseenBefore() {
        return UnseenCharacter.alone(lexer.lineBefore());
    }

    private ScriptItem placed(Directive directive, String text, CommentPlace place) {
        if (directive instanceof Directive.Malformed malformed) {
            throw input.fault(malformed.message(), lexer.start());
        }
        if (place == CommentPlace.IN_STATEMENT || !lexer.isFirstOnLine()) {
            throw input.fault(
                    ("The directive \"%s\" has to stand on a line of its own above the first"
                                    + " statement of its section%s.")
                            .formatted(text.strip(), unseenSuffix()),
                    lexer.start());
        }
        return new ScriptItem.PlacedDirective(
                directive, text.strip(), input.positionOf(lexer.start()));
    }

    private ScriptItem marker(SectionKind kind, String text) throws IOException {
        long before = input.inFile(lexer.lineStart());
        Position position = input.positionOf(lexer.start());
        if (input.peek() == '\r') {
            input.advance(1);
        }
        if (input.peek() == '\n') {
            input.advance(1);
        }
        lexer.resumeAtLineStart();
        Place section = new Place(input.inFile(input.offset()), input.positionOf(input.offset()));
        return new ScriptItem.Marker(kind, text.strip(), position, before, section);
    }
}
