package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.H2Object.Space;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Comments of domains that H2 gave to columns: it does so when it makes a table, and when it makes
 * one anew for a column that comes or goes. Where one of a column is that of its domain, it is left
 * out.
 */
final class H2DomainComments {

    private final Map<String, String> ofDomains = new HashMap<>();
    private final Map<H2Object.Identity, H2Object> tables = new HashMap<>();

    private H2DomainComments(List<H2Object> objects) {
        for (H2Object each : objects) {
            if (each.type() == ObjectType.TABLE) {
                tables.put(each.key(), each);
            }
            each.of()
                    .filter(of -> of.space() == Space.DOMAIN)
                    .filter(of -> each.type() == ObjectType.COMMENT)
                    .ifPresent(of -> ofDomains.put(of.name(), text(each)));
        }
    }

    static List<H2Object> without(List<H2Object> objects) {
        H2DomainComments comments = new H2DomainComments(objects);
        return objects.stream().filter(each -> !comments.isOfDomain(each)).toList();
    }

    /** What it says. */
    private static String text(H2Object comment) {
        return comment.sql().substring(comment.sql().indexOf(" IS "));
    }

    private boolean isOfDomain(H2Object object) {
        H2Object table = object.of().map(tables::get).orElse(null);
        if (table == null
                || object.type() != ObjectType.COMMENT
                || !object.sql().startsWith("COMMENT ON COLUMN ")) {
            return false;
        }
        String named = object.sql().substring("COMMENT ON COLUMN ".length());
        for (String column : H2Table.of(table.sql()).columns()) {
            List<String> tokens = PgTokens.of(column);
            String path = table.key().name() + "." + tokens.getFirst() + " IS ";
            if (named.startsWith(path) && tokens.size() > 2) {
                return text(object).equals(ofDomains.get(tokens.get(2)));
            }
        }
        return false;
    }
}
