package dev.lifeguard.migrate.pgparser;

import dev.lifeguard.migrate.pgparser.NodeType.EnumValue;
import dev.lifeguard.migrate.pgparser.NodeType.Field;
import dev.lifeguard.migrate.pgparser.NodeType.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of nodes, by the number that each node in the parser's memory begins with. They come
 * from {@code nodes.txt}: a line is a number, a name, and the fields as {@code name:kind}; a line
 * with {@code =} has the values of an enumeration, which count up from 0 where no number is given.
 * A line is read when the first node of its type is met. Not for several threads at once.
 */
final class NodeTypes {

    private final Map<Integer, String> lines = new HashMap<>();
    private final Map<String, String> linesByName = new HashMap<>();
    private final Map<String, String> enumLines = new HashMap<>();
    private final Map<String, List<EnumValue>> enums = new HashMap<>();
    private final Map<Integer, NodeType> types = new HashMap<>();

    NodeTypes() {
        try (InputStream in = NodeTypes.class.getResourceAsStream("nodes.txt")) {
            if (in == null) {
                throw new IllegalStateException("nodes.txt is missing beside NodeTypes.class.");
            }
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type with this number. */
    NodeType of(int tag) {
        NodeType known = types.get(tag);
        if (known == null) {
            String line = lines.get(tag);
            if (line == null) {
                throw new IllegalStateException(
                        "PostgreSQL's parser made a node of a type that is not known here: " + tag);
            }
            known = read(line);
            types.put(tag, known);
        }
        return known;
    }

    private void keep(String line) {
        int first = line.indexOf(' ');
        int second = end(line, first + 1);
        String name = line.substring(first + 1, second);
        if (line.startsWith("=")) {
            enumLines.put(name, line);
        } else {
            lines.put(Integer.valueOf(line.substring(0, first)), line);
            linesByName.put(name, line);
        }
    }

    private NodeType read(String line) {
        String[] words = line.split(" ", -1);
        List<Field> fields = new ArrayList<>();
        int offset = 4;
        int alignment = 4;
        for (int i = 2; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            Kind kind = Kind.of(words[i].charAt(colon + 1));
            String more = words[i].substring(colon + 2);
            NodeType embedded = kind == Kind.EMBEDDED ? read(line(more)) : null;
            int place = embedded == null ? aligned(offset, kind.alignment()) : 0;
            fields.add(
                    new Field(
                            words[i].substring(0, colon),
                            kind,
                            place,
                            kind == Kind.ENUM ? values(more) : List.of(),
                            embedded == null ? List.of() : List.of(embedded)));
            offset = place + (embedded == null ? kind.size() : embedded.size());
            alignment = Math.max(alignment, kind.alignment());
        }
        return new NodeType(words[1], fields, aligned(offset, alignment));
    }

    private String line(String name) {
        return known(linesByName.get(name), name);
    }

    private List<EnumValue> values(String name) {
        return enums.computeIfAbsent(name, this::readValues);
    }

    private List<EnumValue> readValues(String name) {
        List<EnumValue> values = new ArrayList<>();
        String[] words = known(enumLines.get(name), name).split(" ", -1);
        int number = 0;
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals >= 0) {
                number = Integer.parseInt(words[i].substring(equals + 1));
            }
            values.add(
                    new EnumValue(number, equals < 0 ? words[i] : words[i].substring(0, equals)));
            number++;
        }
        return List.copyOf(values);
    }

    private static String known(@Nullable String line, String name) {
        if (line == null) {
            throw new IllegalStateException("nodes.txt has no line for " + name + ".");
        }
        return line;
    }

    private static int end(String line, int from) {
        int end = line.indexOf(' ', from);
        return end < 0 ? line.length() : end;
    }

    private static int aligned(int offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }
}
