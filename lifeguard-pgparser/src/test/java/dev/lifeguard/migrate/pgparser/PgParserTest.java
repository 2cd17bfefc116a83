package dev.lifeguard.migrate.pgparser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PgParserTest {

    private static final PgParser PARSER = PgParser.create();

    @Test
    void tellsEachStatementAndWhereItIs() throws Exception {
        String sql = "-- ä\nCREATE TABLE a (b int);;\n/* 😀 */ DROP TABLE a -- end";

        List<PgStatement> statements = PARSER.parse(sql);

        assertThat(statements)
                .extracting(s -> s.tree().type())
                .containsExactly("CreateStmt", "DropStmt");
        assertThat(statements)
                .extracting(s -> sql.substring(s.start(), s.end()))
                .containsExactly("CREATE TABLE a (b int)", "DROP TABLE a -- end");
    }

    @Test
    void aTextWithoutStatementsHasNone() throws Exception {
        assertThat(PARSER.parse("")).isEmpty();
        assertThat(PARSER.parse(" ;; -- nothing")).isEmpty();
    }

    @Test
    void tellsTheFieldsOfANode() throws Exception {
        PgNode alter =
                only(
                        "ALTER TABLE ONLY app.orders ADD COLUMN note varchar(3) NOT NULL DEFAULT"
                                + " 'é', DROP id CASCADE");

        PgNode relation = alter.node("relation").orElseThrow();
        assertThat(relation.text("schemaname")).isEqualTo("app");
        assertThat(relation.text("relname")).isEqualTo("orders");
        assertThat(relation.flag("inh")).isFalse();
        assertThat(relation.position()).hasValue(17);
        assertThat(alter.text("objtype")).isEqualTo("OBJECT_TABLE");
        List<PgNode> commands = alter.list("cmds");
        assertThat(commands)
                .extracting(c -> c.text("subtype"))
                .containsExactly("AT_AddColumn", "AT_DropColumn");
        PgNode column = commands.getFirst().node("def").orElseThrow();
        assertThat(column.list("constraints"))
                .extracting(c -> c.text("contype"))
                .containsExactly("CONSTR_NOTNULL", "CONSTR_DEFAULT");
        PgNode constant = column.list("constraints").get(1).node("raw_expr").orElseThrow();
        assertThat(constant.node("val").orElseThrow().text("sval")).isEqualTo("é");
        assertThat(commands.get(1).has("def")).isFalse();
        assertThat(commands.get(1).text("behavior")).isEqualTo("DROP_CASCADE");
    }

    @Test
    void aFieldThatIsNotThereIsAMistakeOfTheCaller() throws Exception {
        PgNode drop = only("DROP TABLE a");

        assertThatThrownBy(() -> drop.text("relnam"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "There is no field \"relnam\" in DropStmt: [objects, removeType");
        assertThatThrownBy(() -> drop.flag("behavior"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The field \"behavior\" of DropStmt holds no flag.");
    }

    @Test
    void listsWithinFieldsOfAnyNodeAreListsToo() throws Exception {
        PgNode in = only("SELECT 1 WHERE a IN (1, 2)").node("whereClause").orElseThrow();

        assertThat(in.list("rexpr")).hasSize(2);
        assertThat(in.node("rexpr").orElseThrow().type()).isEqualTo("List");
        assertThat(in.list("lexpr")).extracting(PgNode::type).containsExactly("ColumnRef");
        assertThat(only("SELECT DISTINCT 1").list("distinctClause"))
                .extracting(PgNode::type)
                .containsExactly("Null");
    }

    @Test
    void showsEveryNodeOfATree() throws Exception {
        List<String> types = new ArrayList<>();

        only("SELECT a + 1 FROM b").visit(node -> types.add(node.type()));

        assertThat(types)
                .containsExactly(
                        "SelectStmt",
                        "List",
                        "ResTarget",
                        "A_Expr",
                        "List",
                        "String",
                        "ColumnRef",
                        "List",
                        "String",
                        "A_Const",
                        "Integer",
                        "List",
                        "RangeVar");
    }

    @Test
    void pointsToTheTokenThatPostgresRefuses() {
        assertError("SELECT '😀ä' FROM a b c", "syntax error at or near \"c\"", 22);
        assertError("SELECT 'a", "unterminated quoted string at or near \"'a\"", 7);
        assertError("CREATE TABLE a (", "syntax error at end of input", 16);
        assertError(
                "SELECT 1; \0 DROP TABLE a",
                "the text has a zero byte, which PostgreSQL cannot read",
                10);
    }

    @Test
    void goesOnBehindAnError() throws Exception {
        assertError("SELEC 1", "syntax error at or near \"SELEC\"", 0);

        assertThat(PARSER.parse("SELECT 1")).hasSize(1);
    }

    private static PgNode only(String sql) throws PgSyntaxError {
        List<PgStatement> statements = PARSER.parse(sql);
        assertThat(statements).hasSize(1);
        return statements.getFirst().tree();
    }

    private static void assertError(String sql, String message, int position) {
        PgSyntaxError error = catchThrowableOfType(PgSyntaxError.class, () -> PARSER.parse(sql));
        assertThat(error).hasMessage(message);
        assertThat(error.position()).isEqualTo(position);
    }
}
