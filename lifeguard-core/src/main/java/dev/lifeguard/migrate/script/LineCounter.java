package dev.lifeguard.migrate.script;

/** Counts lines, columns and code points while a text goes by. */
final class LineCounter {

    private int line;
    private int column;
    private long offset;
    private boolean afterReturn;

    LineCounter(Position start) {
        line = start.line();
        column = start.column();
        offset = start.offset();
    }

    LineCounter copy() {
        LineCounter copy = new LineCounter(position());
        copy.afterReturn = afterReturn;
        return copy;
    }

    Position position() {
        return new Position(line, column, offset);
    }

    void count(int codePoint) {
        offset++;
        if (codePoint == '\n') {
            line += afterReturn ? 0 : 1;
            column = 1;
        } else if (codePoint == '\r') {
            line++;
            column = 1;
        } else {
            column++;
        }
        afterReturn = codePoint == '\r';
    }

    /** Counts that many characters, none of them a line break. */
    void skip(int characters) {
        if (characters > 0) {
            column += characters;
            offset += characters;
            afterReturn = false;
        }
    }

    /** Counts valid UTF-8: every byte that is not a continuation byte is one code point. */
    void countUtf8(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                count(bytes[i]);
            }
        }
    }
}
