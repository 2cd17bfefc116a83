package dev.lifeguard.migrate.inspect.erd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import dev.lifeguard.migrate.inspect.erd.Relation.Children;
import dev.lifeguard.migrate.inspect.erd.Relation.Parents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SchemaDiagramTest {

    private static TableName name(String name) {
        return TableName.of("public", name, "public");
    }

    private static DiagramTable table(String name) {
        return new DiagramTable(name(name), List.of(), List.of());
    }

    private static Relation relation(String child, String parent) {
        return new Relation(
                name(child),
                List.of(parent),
                name(parent),
                Parents.EXACTLY_ONE,
                Children.ANY_NUMBER);
    }

    /** Stars of tables around one each, and one that all centres refer to. */
    private static SchemaDiagram stars(int stars, int points, Random order) {
        List<DiagramTable> tables = new ArrayList<>(List.of(table("hub")));
        List<Relation> relations = new ArrayList<>();
        for (int star = 0; star < stars; star++) {
            String centre = "centre" + star;
            tables.add(table(centre));
            relations.add(relation(centre, "hub"));
            for (int point = 0; point < points; point++) {
                String around = "point%s_%s".formatted(point, star);
                tables.add(table(around));
                relations.add(relation(around, centre));
            }
        }
        Collections.shuffle(tables, order);
        Collections.shuffle(relations, order);
        return new SchemaDiagram(tables, relations);
    }

    @Test
    void showsRelatedTablesInOneDiagram() {
        SchemaDiagram schema = stars(30, 9, new Random(1));

        List<DiagramView> views = schema.views(schema.names(table -> true));

        assertThat(views).hasSizeBetween(16, 31);
        assertThat(views.stream().flatMap(view -> view.tables().stream()).distinct()).hasSize(301);
        assertThat(views)
                .allSatisfy(view -> assertThat(view.neighbours()).hasSizeLessThanOrEqualTo(20));
        for (DiagramView view : views) {
            long centres =
                    view.tables().stream()
                            .filter(table -> table.name().name().startsWith("centre"))
                            .count();
            assertThat(view.tables().size()).isBetween((int) centres * 10, (int) centres * 10 + 1);
        }
    }

    @Test
    void givesTheSameDiagramsInWhateverOrderTablesAreRead() {
        SchemaDiagram one = stars(7, 5, new Random(1));
        SchemaDiagram other = stars(7, 5, new Random(2));

        assertThat(other.views(other.names(table -> true)))
                .isEqualTo(one.views(one.names(table -> true)));
    }

    @Test
    void tellsHowManyNeighboursItLeavesOut() {
        SchemaDiagram schema = stars(50, 1, new Random(1));

        DiagramView view = schema.view(List.of(name("hub")));

        assertThat(view.neighbours()).hasSize(20);
        assertThat(view.leftOut()).isEqualTo(30);
        assertThat(view.relations()).hasSize(20);
    }

    /** Mermaid shows an error instead of a text of more than 50,000 characters. */
    @Test
    void leavesOutColumnsOfWideTables() {
        List<DiagramColumn> columns = new ArrayList<>();
        columns.add(new DiagramColumn("id", "bigint", Set.of(Mark.PRIMARY_KEY)));
        for (int i = 0; i < 2000; i++) {
            columns.add(new DiagramColumn("column" + i, "text", Set.of(Mark.NULLABLE)));
        }
        DiagramTable wide = new DiagramTable(name("wide"), columns, List.of());

        String text =
                MermaidText.of(
                        new SchemaDiagram(List.of(wide), List.of()).view(List.of(wide.name())));

        assertThat(text)
                .isEqualTo(
                        """
                        erDiagram
                            wide {
                                bigint id PK
                                … … "2000 more columns"
                            }
                        """);
    }

    @Test
    void showsMoreTablesInOneViewThanPeopleReadWhereItIsAskedTo() {
        SchemaDiagram schema = stars(4, 5, new Random(1));

        DiagramView view = schema.view(schema.names(table -> true));

        assertThat(view.tables()).hasSize(25).isEqualTo(schema.tables());
        assertThat(view.neighbours()).isEmpty();
        assertThat(view.relations()).isEqualTo(schema.relations());
    }
}
