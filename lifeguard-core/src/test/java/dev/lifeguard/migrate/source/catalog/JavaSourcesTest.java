package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import org.junit.jupiter.api.Test;

final class JavaSourcesTest {

    private static final String FILE = "m20260101120000_a.java";

    private final InMemorySource here = InMemorySource.named("memory");

    private static String text(String declaration, String body) {
        return """
        import dev.lifeguard.migrate.schema.Migration;
        import dev.lifeguard.migrate.schema.SchemaManager;
        %s {
            %s
            @Override public void up(SchemaManager schema) {}
            @Override public void down(SchemaManager schema) {}
        }
        """
                .formatted(declaration, body);
    }

    private Migration load(String text) {
        JavaMigration script =
                (JavaMigration) here.with(FILE, text).catalog().find(20260101120000L).orElseThrow();
        return script.migration();
    }

    private void refused(String text, String message) {
        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> load(text))
                .withMessage(message);
    }

    @Test
    void makeAMigrationOfAFileWhoseNameSaysVersionAndName() {
        Migration migration =
                load(text("public final class m20260101120000_a implements Migration", ""));

        assertThat(migration.version()).isEqualTo(20260101120000L);
        assertThat(migration.name()).isEqualTo("a");
    }

    @Test
    void findTheClassInAPackageAndBehindAByteOrderMark() {
        Migration migration =
                load(
                        "\uFEFFpackage db;\n"
                                + text("public class m20260101120000_a implements Migration", ""));

        assertThat(migration.getClass().getName()).isEqualTo("db.m20260101120000_a");
    }

    @Test
    void letFilesUseEachOther() {
        String other =
                text("public class m20260101120001_b implements Migration", "")
                        .replace("{}", "{ new m20260101120000_a().up(schema); }");
        JavaMigration script =
                (JavaMigration)
                        here.with("more/m20260101120001_b.java", other)
                                .with(
                                        FILE,
                                        text(
                                                "public class m20260101120000_a implements"
                                                        + " Migration",
                                                ""))
                                .catalog()
                                .find(20260101120001L)
                                .orElseThrow();

        assertThat(script.migration().name()).isEqualTo("b");
    }

    @Test
    void sayEveryLineThatDoesNotCompile() {
        refused(
                text("public class m20260101120000_a implements Migration", "int a = \"\"; x b;"),
                "LG-302 The Java migrations do not compile: m20260101120000_a.java:4:13:"
                        + " incompatible types: java.lang.String cannot be converted to int\n"
                        + "  m20260101120000_a.java:4:17: cannot find symbol\n"
                        + "      symbol:   class x\n"
                        + "      location: class m20260101120000_a");
    }

    @Test
    void refuseAFileWithoutTheClassOfItsName() {
        refused(
                text("class other implements Migration", ""),
                "LG-302 m20260101120000_a.java holds no class of its name. Add \"public final"
                        + " class m20260101120000_a implements Migration\".");
    }

    @Test
    void refuseAClassThatIsNoMigration() {
        refused(
                "public class m20260101120000_a {}",
                "LG-302 m20260101120000_a.java cannot be used: its class m20260101120000_a does not"
                        + " implement dev.lifeguard.migrate.schema.Migration. Let it.");
    }

    @Test
    void refuseAClassThatCannotBeMade() {
        refused(
                text(
                        "public class m20260101120000_a implements Migration",
                        "public m20260101120000_a(int x) {}"),
                "LG-302 m20260101120000_a.java cannot be used: its class m20260101120000_a has no"
                        + " constructor without parameters. Give it a public one.");
    }

    @Test
    void refuseAConstructorThatFails() {
        refused(
                text(
                        "public class m20260101120000_a implements Migration",
                        "public m20260101120000_a() { throw new IllegalStateException(\"no\"); }"),
                "LG-302 m20260101120000_a.java cannot be used: its constructor failed:"
                        + " java.lang.IllegalStateException: no. Mend it.");
    }

    @Test
    void hashTheFileAsItIs() {
        String text = text("public class m20260101120000_a implements Migration", "");

        assertThat(here.with(FILE, text).catalog().find(20260101120000L))
                .get()
                .matches(script -> script.matches(script.checksum().hex()))
                .matches(script -> !script.matches("0".repeat(64)));
    }

    @Test
    void areRefusedAsLongAsAMethodIsAsItWasGenerated() {
        String generated =
                "{ %s } { %s }".formatted(JavaMigration.UP_TEMPLATE, JavaMigration.DOWN_TEMPLATE);
        JavaMigration script =
                (JavaMigration)
                        here.with(FILE, generated).catalog().find(20260101120000L).orElseThrow();

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> script.requireWritten(Direction.UP))
                .withMessage(
                        "LG-302 m20260101120000_a.java has a method up that is as it was generated."
                                + " Write it, or delete the file.");
        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> script.requireWritten(Direction.DOWN))
                .withMessage(
                        "LG-302 m20260101120000_a.java has a method down that is as it was"
                                + " generated. Write it, or let the class implement"
                                + " IrreversibleMigration.");
    }
}
