package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.schema.Index;
import dev.lifeguard.migrate.schema.Index.Option;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Indexes in SQL, as far as a database has them. */
public final class IndexSql {

    private final StandardDdl ddl;
    private final DdlText text;
    private final Set<Part> parts;

    /** What not every database's indexes have. */
    public enum Part {
        CONCURRENTLY,
        NULLS_NOT_DISTINCT,
        /** The same, but in front of the word INDEX. */
        NULLS_NOT_DISTINCT_FIRST,
        IF_NOT_EXISTS,
        METHOD,
        /** Only {@code btree}, and behind the keys. */
        BTREE_BEHIND,
        EXPRESSION,
        INCLUDE,
        /** Only of a unique index. */
        INCLUDE_IN_UNIQUE,
        WHERE,
        NULLS_ORDER,
        OPERATOR_CLASS,
        COLLATION;

        /** All but those that are another database's way. */
        public static Set<Part> postgresql() {
            return EnumSet.complementOf(
                    EnumSet.of(NULLS_NOT_DISTINCT_FIRST, BTREE_BEHIND, INCLUDE_IN_UNIQUE));
        }
    }

    public IndexSql(StandardDdl ddl, Set<Part> parts) {
        this.ddl = ddl;
        this.text = ddl.text;
        this.parts = parts;
    }

    public String create(Index index) {
        if (index.keys().isEmpty()) {
            throw ddl.refused("sorts by nothing", index.name(), "name a column or an expression");
        }
        StringBuilder sql = new StringBuilder("CREATE ");
        sql.append(index.options().contains(Option.UNIQUE) ? "UNIQUE " : "");
        sql.append(nullsComeFirst(index) ? "NULLS NOT DISTINCT INDEX " : "INDEX ");
        if (index.options().contains(Option.CONCURRENTLY)) {
            sql.append(only(Part.CONCURRENTLY, index, "CONCURRENTLY "));
        }
        if (index.options().contains(Option.IF_NOT_EXISTS)) {
            sql.append(only(Part.IF_NOT_EXISTS, index, "IF NOT EXISTS "));
        }
        sql.append(text.quote(index.name())).append(" ON ").append(text.qualified(index.table()));
        boolean methodBehind = isBtreeBehind(index);
        if (index.method() != null && !methodBehind) {
            sql.append(only(Part.METHOD, index, " USING " + index.method()));
        }
        sql.append(
                index.keys().stream()
                        .map(key -> key(index, key))
                        .collect(Collectors.joining(", ", " (", ")")));
        return sql.append(methodBehind ? " USING BTREE" : "").append(behind(index)).toString();
    }

    private boolean isBtreeBehind(Index index) {
        return parts.contains(Part.BTREE_BEHIND) && "btree".equalsIgnoreCase(index.method());
    }

    private boolean nullsComeFirst(Index index) {
        return index.options().contains(Option.NULLS_NOT_DISTINCT)
                && parts.contains(Part.NULLS_NOT_DISTINCT_FIRST);
    }

    private String behind(Index index) {
        StringBuilder sql = new StringBuilder();
        if (!index.include().isEmpty()) {
            boolean unique =
                    parts.contains(Part.INCLUDE_IN_UNIQUE)
                            && index.options().contains(Option.UNIQUE);
            sql.append(
                    only(
                            unique ? Part.INCLUDE_IN_UNIQUE : Part.INCLUDE,
                            index,
                            " INCLUDE " + text.list(index.include())));
        }
        if (index.options().contains(Option.NULLS_NOT_DISTINCT) && !nullsComeFirst(index)) {
            sql.append(only(Part.NULLS_NOT_DISTINCT, index, " NULLS NOT DISTINCT"));
        }
        if (index.where() != null) {
            sql.append(only(Part.WHERE, index, " WHERE " + index.where()));
        }
        return sql.toString();
    }

    private String key(Index index, Index.Key key) {
        StringBuilder sql =
                new StringBuilder(
                        switch (key.kind()) {
                            case COLUMN -> text.quote(key.text());
                            case EXPRESSION -> only(Part.EXPRESSION, index, "(" + key.text() + ")");
                        });
        if (key.collation() != null) {
            sql.append(only(Part.COLLATION, index, " COLLATE " + ddl.collation(key.collation())));
        }
        if (key.operatorClass() != null) {
            sql.append(only(Part.OPERATOR_CLASS, index, " " + key.operatorClass()));
        }
        if (key.order() == Index.Key.Order.DESCENDING) {
            sql.append(" DESC");
        }
        if (key.nulls() != Index.Key.Nulls.USUAL) {
            sql.append(only(Part.NULLS_ORDER, index, " NULLS " + key.nulls().name()));
        }
        return sql.toString();
    }

    private String only(Part part, Index index, String sql) {
        if (!parts.contains(part)) {
            throw ddl.lacks(
                    "the part %s of an index"
                            .formatted(part.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                    index.name(),
                    "leave it out");
        }
        return sql;
    }
}
