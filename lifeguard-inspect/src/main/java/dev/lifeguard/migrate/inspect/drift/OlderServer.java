package dev.lifeguard.migrate.inspect.drift;

import dev.lifeguard.migrate.inspect.snapshot.ObjectType;
import dev.lifeguard.migrate.inspect.snapshot.SchemaObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of objects the older of two servers of PostgreSQL can tell.
 *
 * <ol>
 *   <li>Before 18 a NOT NULL has no name.
 *   <li>Before 17 there is no privilege MAINTAIN on tables.
 *   <li>Before 15 everybody may create in the schema public of a new database.
 * </ol>
 *
 * @param version its major version
 */
record OlderServer(int version) {

    private static final Pattern NOT_NULL_NAME =
            Pattern.compile(" CONSTRAINT (?:\"[^\"]*+(?:\"\"[^\"]*+)*+\"|[^\\s\"]+) NOT NULL\\b");

    private static final Pattern ON_TABLES =
            Pattern.compile("(.*\\b(?:GRANT|REVOKE) )([A-Z]+(?:, [A-Z]+)*)( ON TABLES? .*)");

    /** All privileges on tables before 17. */
    private static final Set<String> ON_TABLES_BEFORE_17 =
            Set.of("DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE");

    private static final String PUBLIC_BEFORE_15 = "REVOKE ALL ON SCHEMA public FROM PUBLIC;";
    private static final String PUBLIC_SINCE_15 = "REVOKE USAGE ON SCHEMA public FROM PUBLIC;";
    private static final String CREATE_IN_PUBLIC = "GRANT CREATE ON SCHEMA public TO PUBLIC;";

    /** The objects as that server would tell of them; without those of which it tells nothing. */
    List<SchemaObject> seen(List<SchemaObject> objects) {
        return objects.stream().map(this::seen).filter(object -> !object.sql().isEmpty()).toList();
    }

    private SchemaObject seen(SchemaObject object) {
        List<SchemaObject> parts = seen(object.parts());
        if (object.type() == ObjectType.COLUMN && version < 18) {
            String sql = NOT_NULL_NAME.matcher(object.sql()).replaceAll(" NOT NULL");
            return SchemaObject.of(object.type(), object.object(), sql).with(parts);
        }
        if ((object.type() == ObjectType.GRANT || object.type() == ObjectType.DEFAULT_PRIVILEGES)
                && version < 17) {
            return SchemaObject.of(object.type(), object.object(), privileges(object.sql()))
                    .with(parts);
        }
        return object.with(parts);
    }

    private String privileges(String sql) {
        return sql.lines()
                .map(OlderServer::withoutMaintain)
                .map(line -> version < 15 ? inPublic(line) : line)
                .filter(line -> !line.isEmpty())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String withoutMaintain(String line) {
        Matcher found = ON_TABLES.matcher(line);
        if (!found.matches()) {
            return line;
        }
        Set<String> privileges = new TreeSet<>(List.of(found.group(2).split(", ")));
        privileges.remove("MAINTAIN");
        if (privileges.isEmpty()) {
            return "";
        }
        String left =
                privileges.equals(ON_TABLES_BEFORE_17) ? "ALL" : String.join(", ", privileges);
        return found.group(1) + left + found.group(3);
    }

    private static String inPublic(String line) {
        if (line.equals(CREATE_IN_PUBLIC)) {
            return "";
        }
        return line.equals(PUBLIC_BEFORE_15) ? PUBLIC_SINCE_15 : line;
    }
}
