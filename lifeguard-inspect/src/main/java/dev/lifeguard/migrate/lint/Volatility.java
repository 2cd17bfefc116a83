package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How far the result of a function depends on more than its arguments. */
final class Volatility {

    /** Other values each time, on PostgreSQL 14 to 18 and in the extensions that come with it. */
    private static final Set<String> VOLATILE =
            Set.of(
                    ("random random_normal setseed gen_random_uuid uuidv4 uuidv7 uuid_generate_v1"
                         + " uuid_generate_v1mc uuid_generate_v4 clock_timestamp timeofday nextval"
                         + " currval lastval setval gen_random_bytes gen_salt pg_sleep"
                         + " pg_current_xact_id txid_current_if_assigned")
                            .split(" "));

    /** One value for all rows, or the same for the same arguments. */
    private static final Set<String> STEADY =
            Set.of(
                    ("now transaction_timestamp statement_timestamp timezone date_trunc date_part"
                         + " extract age to_char to_date to_timestamp to_number make_date make_time"
                         + " make_interval make_timestamp make_timestamptz lower upper initcap md5"
                         + " sha224 sha256 sha384 sha512 encode decode length char_length"
                         + " octet_length substring substr left right replace translate repeat"
                         + " reverse split_part concat concat_ws format btrim ltrim rtrim lpad rpad"
                         + " position strpos overlay abs ceil ceiling floor round trunc power sqrt"
                         + " mod sign coalesce current_setting current_schema current_database"
                         + " version pg_backend_pid inet_client_addr session_user array_fill"
                         + " string_to_array array_to_string array_length cardinality"
                         + " jsonb_build_object jsonb_build_array json_build_object"
                         + " json_build_array to_json to_jsonb jsonb_set jsonb_strip_nulls"
                         + " to_tsvector to_tsquery plainto_tsquery setweight int4range int8range"
                         + " numrange tsrange tstzrange daterange isfinite hashtext quote_literal"
                         + " quote_ident uuid_nil ascii chr justify_days justify_hours txid_current"
                         + " get_byte set_byte like_escape")
                            .split(" "));

    /** How those of the server are called that look at it, or change its settings. */
    private static final List<String> OF_SERVER =
            List.of(
                    "pg_",
                    "lo_",
                    "txid_",
                    "has_",
                    "current_",
                    "inet_",
                    "to_reg",
                    "json",
                    "array_",
                    "string_",
                    "set_config",
                    "query_to_",
                    "table_to_",
                    "schema_to_",
                    "ts_",
                    "num",
                    "obj_description",
                    "col_description",
                    "count",
                    "sum",
                    "min",
                    "max",
                    "avg",
                    "bool_",
                    "bit_",
                    "row_",
                    "unnest",
                    "generate_",
                    "regexp_",
                    "starts_with",
                    "xml",
                    "convert",
                    "setseed",
                    "greatest",
                    "least");

    private Volatility() {}

    /** Whether a function comes with PostgreSQL, as far as its name tells. */
    static boolean isOfServer(Name function) {
        String name = function.name();
        return function.schema().equals("pg_catalog")
                || (function.schema().isEmpty()
                        && (VOLATILE.contains(name)
                                || STEADY.contains(name)
                                || OF_SERVER.stream().anyMatch(name::startsWith)));
    }

    /** What options of a function say; volatile where they say nothing. */
    static char of(List<PgNode> options) {
        return said(options).orElse('v');
    }

    static Optional<Character> said(List<PgNode> options) {
        return options.stream()
                .filter(it -> it.is("DefElem") && it.text("defname").equals("volatility"))
                .flatMap(it -> it.node("arg").stream())
                .map(it -> it.text("sval").toLowerCase(Locale.ROOT).charAt(0))
                .findFirst();
    }

    static String word(char letter) {
        return switch (letter) {
            case 'i' -> "IMMUTABLE";
            case 's' -> "STABLE";
            default -> "VOLATILE";
        };
    }

    /** What an expression calls, and how that is. */
    record Call(String function, Optional<Character> volatility) {}

    /** The first function of an expression that is volatile, or of which nothing is known. */
    static Optional<Call> suspicious(PgNode expression, Model model) {
        java.util.List<Call> calls = new java.util.ArrayList<>();
        expression.visit(
                node -> {
                    if (node.is("FuncCall")) {
                        Name name = Name.of(node.list("funcname"));
                        calls.add(new Call(name.name(), known(name, model)));
                    }
                });
        Optional<Call> certain =
                calls.stream().filter(it -> it.volatility().equals(Optional.of('v'))).findFirst();
        return certain.isPresent()
                ? certain
                : calls.stream().filter(it -> it.volatility().isEmpty()).findFirst();
    }

    private static Optional<Character> known(Name name, Model model) {
        Optional<Character> declared = model.volatility(name);
        if (declared.isPresent()) {
            return declared;
        }
        if (VOLATILE.contains(name.name())) {
            return Optional.of('v');
        }
        return STEADY.contains(name.name()) ? Optional.of('s') : Optional.empty();
    }
}
