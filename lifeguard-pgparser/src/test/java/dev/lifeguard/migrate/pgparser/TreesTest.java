package dev.lifeguard.migrate.pgparser;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The trees that are read out of the memory are those that libpg_query itself prints as JSON. */
class TreesTest {

    private static final PgParser PARSER = PgParser.create();
    private static final Instance ORIGINAL = original();

    private final List<String> differences = new ArrayList<>();
    private final Set<String> types = new TreeSet<>();

    @Test
    void areThoseThatLibpgQueryPrints() throws Exception {
        compare(resource("statements.sql"));

        assertThat(differences).isEmpty();
        assertThat(types).hasSizeGreaterThan(180);
    }

    private void compare(String sql) throws PgSyntaxError, IOException {
        List<?> expected = statements(printed(sql));
        List<PgStatement> statements = PARSER.parse(sql);
        assertThat(statements).hasSameSizeAs(expected);
        for (int i = 0; i < statements.size(); i++) {
            String where = "statement " + (i + 1);
            if (expected.get(i) instanceof Map<?, ?> raw) {
                compareNode(statements.get(i).tree(), raw.get("stmt"), where);
            } else {
                differences.add(where);
            }
        }
    }

    private static List<?> statements(String json) throws IOException {
        if (json(json) instanceof Map<?, ?> map && map.get("stmts") instanceof List<?> list) {
            return list;
        }
        throw new IllegalStateException(json);
    }

    private void compareNode(PgNode node, @Nullable Object json, String where) {
        types.add(node.type());
        String path = where + "/" + node.type();
        if (json instanceof List<?> list) {
            compareList(node.list("items"), list, path);
            return;
        }
        if (!(json instanceof Map<?, ?> map)) {
            differences.add(path + ": " + json);
            return;
        }
        if (map.size() == 1 && map.get(node.type()) instanceof Map<?, ?> wrapped) {
            compareFields(node, wrapped, path);
        } else {
            compareFields(node, map, path);
        }
    }

    private void compareFields(PgNode node, Map<?, ?> map, String path) {
        Set<String> printed = new TreeSet<>();
        map.keySet().forEach(key -> printed.add(String.valueOf(key)));
        for (String field : node.fields()) {
            boolean constant = node.is("A_Const") && field.equals("val");
            Object json = constant ? constant(map, printed) : map.get(field);
            printed.remove(field);
            if (node.has(field)) {
                compareField(node, field, json, path + "." + field);
            } else if (json != null && !json.equals(false)) {
                differences.add(path + "." + field + ": missing, " + json);
            }
        }
        if (!printed.isEmpty()) {
            differences.add(path + ": not read: " + printed);
        }
    }

    private static @Nullable Object constant(Map<?, ?> map, Set<String> printed) {
        for (String name : List.of("ival", "fval", "boolval", "sval", "bsval")) {
            if (printed.remove(name)) {
                return map.get(name);
            }
        }
        return null;
    }

    private void compareField(PgNode node, String field, @Nullable Object json, String path) {
        switch (json) {
            case List<?> list -> compareList(node.list(field), list, path);
            case Map<?, ?> map -> compareNode(node.node(field).orElseThrow(), map, path);
            case String text -> compareValue(node.text(field), text, path);
            case Boolean flag -> compareValue(node.flag(field), flag, path);
            case Long number -> compareValue(node.number(field), number, path);
            case null -> differences.add(path + ": not printed");
            default -> differences.add(path + ": " + json);
        }
    }

    private void compareList(List<PgNode> nodes, List<?> json, String path) {
        if (nodes.size() != json.size()) {
            differences.add(path + ": " + nodes.size() + " instead of " + json.size());
            return;
        }
        for (int i = 0; i < nodes.size(); i++) {
            compareNode(nodes.get(i), json.get(i), path + "[" + i + "]");
        }
    }

    private void compareValue(Object read, Object printed, String path) {
        if (!read.equals(printed)) {
            differences.add(path + ": " + read + " instead of " + printed);
        }
    }

    private static String printed(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        Memory memory = ORIGINAL.memory();
        int input = (int) ORIGINAL.export("C").apply(bytes.length + 1)[0];
        memory.write(input, bytes);
        memory.writeByte(input + bytes.length, (byte) 0);
        int result = (int) ORIGINAL.export("F").apply(input)[0];
        assertThat(memory.readInt(result + 8)).isZero();
        return memory.readCString(memory.readInt(result));
    }

    private static Instance original() {
        Instance instance =
                Instance.builder(Parser.parse(Path.of("target/libpg-query.wasm")))
                        .withImportValues(
                                ImportValues.builder().addFunction(HostFunctions.all()).build())
                        .build();
        instance.export("A").apply();
        return instance;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TreesTest.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new UncheckedIOException(new IOException(name + " is missing."));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static @Nullable Object json(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }
}
