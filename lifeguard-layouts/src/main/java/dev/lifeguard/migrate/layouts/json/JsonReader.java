package dev.lifeguard.migrate.layouts.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one text from its beginning to its end. */
final class JsonReader {

    private static final int DEEPEST = 100;

    /** Of more digits none makes sense, and some take long to read. */
    private static final int LONGEST_NUMBER = 100;

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Json whole() throws JsonFault {
        Json value = value();
        skipBlanks();
        if (at < text.length()) {
            throw fault("the end");
        }
        return value;
    }

    private Json value() throws JsonFault {
        skipBlanks();
        return switch (next()) {
            case '{' -> fields();
            case '[' -> items();
            case '"' -> new Json.Text(string());
            case 't' -> word("true", Json.Word.TRUE);
            case 'f' -> word("false", Json.Word.FALSE);
            case 'n' -> word("null", Json.Word.NULL);
            default -> number();
        };
    }

    private Json fields() throws JsonFault {
        enter();
        Map<String, Json> values = new LinkedHashMap<>();
        boolean more = !ends('}');
        while (more) {
            skipBlanks();
            int start = at;
            String name = string();
            take(':', "a colon");
            if (values.putIfAbsent(name, value()) != null) {
                at = start;
                throw fault("a name that is not there already");
            }
            more = another('}');
        }
        depth--;
        return new Json.Fields(values);
    }

    private Json items() throws JsonFault {
        enter();
        List<Json> values = new ArrayList<>();
        boolean more = !ends(']');
        while (more) {
            values.add(value());
            more = another(']');
        }
        depth--;
        return new Json.Items(values);
    }

    private void enter() throws JsonFault {
        depth++;
        if (depth > DEEPEST) {
            throw fault("no value that stands in more than %s others".formatted(DEEPEST));
        }
        at++;
    }

    /** Takes the end, if it is there. */
    private boolean ends(char end) {
        skipBlanks();
        boolean ended = next() == end;
        at += ended ? 1 : 0;
        return ended;
    }

    /** Takes a comma or the end; whether it is a comma. */
    private boolean another(char end) throws JsonFault {
        if (ends(end)) {
            return false;
        }
        take(',', "a comma or \"%s\"".formatted(end));
        return true;
    }

    private void take(char wanted, String called) throws JsonFault {
        skipBlanks();
        if (next() != wanted) {
            throw fault(called);
        }
        at++;
    }

    private Json word(String word, Json.Word value) throws JsonFault {
        if (!text.startsWith(word, at)) {
            throw fault("\"%s\"".formatted(word));
        }
        at += word.length();
        return value;
    }

    private Json number() throws JsonFault {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt() || number.end() - at > LONGEST_NUMBER) {
            throw fault("a value");
        }
        at = number.end();
        return new Json.Numeral(new BigDecimal(number.group()));
    }

    private String string() throws JsonFault {
        take('"', "a string");
        StringBuilder string = new StringBuilder();
        while (next() != '"') {
            int here = next();
            if (here < ' ') {
                throw fault("the end of a string");
            }
            at++;
            string.append(here == '\\' ? escaped() : (char) here);
        }
        at++;
        return string.toString();
    }

    private char escaped() throws JsonFault {
        int here = next();
        at++;
        return switch (here) {
            case '"', '\\', '/' -> (char) here;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at--;
                throw fault("an escape that JSON knows");
            }
        };
    }

    private char hexadecimal() throws JsonFault {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw fault("a number of four digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private void skipBlanks() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
            at++;
        }
    }

    /** The next character, or -1 at the end. */
    private int next() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private JsonFault fault(String expected) {
        String before = text.substring(0, Math.min(at, text.length()));
        int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
        return new JsonFault(line, before.length() - before.lastIndexOf('\n'), expected);
    }
}
