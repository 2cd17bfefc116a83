package dev.lifeguard.migrate.erd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn;
import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import dev.lifeguard.migrate.inspect.erd.DiagramPainter;
import dev.lifeguard.migrate.inspect.erd.DiagramPainter.PictureFormat;
import dev.lifeguard.migrate.inspect.erd.DiagramTable;
import dev.lifeguard.migrate.inspect.erd.DiagramView;
import dev.lifeguard.migrate.inspect.erd.Relation;
import dev.lifeguard.migrate.inspect.erd.Relation.Children;
import dev.lifeguard.migrate.inspect.erd.Relation.Parents;
import dev.lifeguard.migrate.inspect.erd.TableName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlantUmlPainterTest {

    private final DiagramPainter painter = new PlantUmlPainter();

    private static TableName name(String name) {
        return new TableName("public", name, name);
    }

    private static DiagramTable table(String name, String... columns) {
        return new DiagramTable(
                name(name),
                List.of(columns).stream()
                        .map(column -> new DiagramColumn(column, "text", Set.of(Mark.NULLABLE)))
                        .toList(),
                List.of());
    }

    private static Relation relation(String child, String parent) {
        return new Relation(
                name(child),
                List.of(parent),
                name(parent),
                Parents.AT_MOST_ONE,
                Children.ANY_NUMBER);
    }

    private static DiagramView view() {
        return new DiagramView(
                List.of(table("users", "id", "name")),
                List.of(name("teams")),
                0,
                List.of(relation("users", "teams")));
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(DiagramPainter.find()).get().isInstanceOf(PlantUmlPainter.class);
    }

    @Test
    void paintsTheSameBytesWithoutAVersion() {
        String svg = painter.svg(view());

        assertThat(svg)
                .startsWith("<svg ")
                .contains(">users</text>", ">teams</text>", ">name</text>")
                .doesNotContain("<?", "plantuml");
        assertThat(new PlantUmlPainter().svg(view())).isEqualTo(svg);
        assertThat(painter.picture(view(), PictureFormat.PNG))
                .isEqualTo(new PlantUmlPainter().picture(view(), PictureFormat.PNG))
                .startsWith(0x89, 'P', 'N', 'G');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!include /etc/passwd",
                "%date()",
                "$x",
                "<img:/etc/passwd>",
                "[[http://example.com]]",
                "**bold** //italic// __under__ --struck--",
                "<&key>",
                "a\\nb",
                "{static} a()",
                "--",
                "-x",
                "a|b",
                "'",
                "/' x",
                "@enduml",
                "}",
                "say \"hi\"",
                "&#65; &amp;",
                "list<text>",
                "größe",
                "日本"
            })
    void showsEachNameAsItIs(String name) {
        String escaped = name.replace("&", "&amp;").replace("<", "&lt;");
        String svg =
                painter.svg(
                        new DiagramView(
                                List.of(table(name, name)),
                                List.of(name("beside " + name)),
                                0,
                                List.of(relation("beside " + name, name))));

        assertThat(svg.replace("&quot;", "\"").replace("&gt;", ">"))
                .containsPattern(">" + Pattern.quote(escaped) + "</text>")
                .contains(">beside " + escaped + "</text>");
    }

    @Test
    void showsNoControlCharacters() {
        assertThat(
                        painter.svg(
                                new DiagramView(
                                        List.of(table("a\nb\u202ec")), List.of(), 0, List.of())))
                .contains(">a\ufffdb\ufffdc</text>");
    }

    @Test
    void cutsNoPictureOff() throws IOException {
        String[] columns =
                IntStream.range(0, 600).mapToObj(i -> "column" + i).toArray(String[]::new);

        byte[] png =
                painter.picture(
                        new DiagramView(List.of(table("long", columns)), List.of(), 0, List.of()),
                        PictureFormat.PNG);

        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getHeight()).isGreaterThan(7000);
    }

    /** Its layout engine is a translation of another one, and has failed at some graphs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void laysOutWhateverRefersToWhatever(int seed) {
        Random random = new Random(seed);
        List<DiagramTable> tables = new ArrayList<>();
        List<Relation> relations = new ArrayList<>();
        for (int i = 0; i < DiagramView.MOST_TABLES; i++) {
            tables.add(table("t" + i, "a", "b"));
            relations.add(relation("t" + i, "t" + random.nextInt(DiagramView.MOST_TABLES)));
            relations.add(relation("t" + i, "t" + random.nextInt(DiagramView.MOST_TABLES)));
        }

        String svg = painter.svg(new DiagramView(tables, List.of(), 0, relations));

        assertThat(tables)
                .allSatisfy(it -> assertThat(svg).contains(">" + it.name().label() + "<"));
    }
}
