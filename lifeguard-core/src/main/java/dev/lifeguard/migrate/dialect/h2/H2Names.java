package dev.lifeguard.migrate.dialect.h2;

import dev.lifeguard.migrate.dialect.plain.Catalogue;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Which names stand without quotes on H2, so that they mean the same in upper case, H2's own, and
 * where the database keeps the case of names or turns it to lower case.
 */
final class H2Names {

    private static final Pattern LOWER_CASE = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern ANY_CASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What is no name without quotes: h2database.com, "Advanced", "Keywords / Reserved Words". */
    private static final Set<String> KEYWORDS =
            Set.of(
                    """
                    all and any array as asymmetric authorization between both case cast check
                    constraint cross current_catalog current_date current_path current_role
                    current_schema current_time current_timestamp current_user day default distinct
                    else end except exists false fetch for foreign from full group groups having
                    hour if ilike in inner intersect interval is join key leading left like limit
                    localtime localtimestamp minus minute month natural not null offset on or order
                    over partition primary qualify range regexp right row rownum rows second select
                    session_user set some symmetric system_user table to top trailing true uescape
                    union unique unknown user using value values when where window with year
                    _rowid_
                    """
                            .strip()
                            .split("\\s+"));

    private H2Names() {}

    /**
     * A name of a Java migration: an ordinary one in lower case stands without quotes, as scripts
     * write it, and any other one means exactly these characters.
     */
    static String inLowerCase(String name, UnaryOperator<String> quote) {
        return written(LOWER_CASE, name, quote);
    }

    /**
     * A name that is configured: an ordinary one in any case stands without quotes, as scripts
     * write it. One that the database itself has told is in quotes already.
     */
    static String inAnyCase(String name, UnaryOperator<String> quote) {
        return Catalogue.isQuoted(name) ? name : written(ANY_CASE, name, quote);
    }

    private static String written(Pattern ordinary, String name, UnaryOperator<String> quote) {
        boolean keyword = KEYWORDS.contains(name.toLowerCase(Locale.ROOT));
        return ordinary.matcher(name).matches() && !keyword ? name : quote.apply(name);
    }
}
