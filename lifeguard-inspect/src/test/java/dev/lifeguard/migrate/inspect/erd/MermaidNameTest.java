package dev.lifeguard.migrate.inspect.erd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MermaidNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            textBlock =
                    """
                    order            | order
                    _t1              | _t1
                    _t1_             | "#95;t1#95;"
                    many             | "many"
                    Style            | "Style"
                    app.users        | "app.users"
                    a table          | "a table"
                    say "hi"         | "say #34;hi#34;"
                    100% real        | "100#37; real"
                    back\\slash       | "back#92;slash"
                    a#b;c            | "a#35;b;c"
                    <b>x</b>         | "#60;b#62;x#60;#47;b#62;"
                    direction TB     | "direction#32;TB"
                    größe            | "größe"
                    日本             | "日本"
                    """)
    void namesOfTablesAreReadAsTheyAre(String name, String written) {
        assertThat(MermaidName.entity(name)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "id, id",
        "first name, first_name",
        "2fa, _2fa",
        "pk, _pk",
        "FK-x, _FK-x",
        "pkey, pkey",
        "a.b, a_b",
        "x~y~z, x_y_z",
        "größe, größe",
        "-, _-"
    })
    void namesOfColumnsBecomeWords(String name, String written) {
        assertThat(MermaidName.word(name)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    uuid                        | uuid
                    varchar(20)                 | varchar(20)
                    varchar(20)[]               | varchar(20)[]
                    numeric(19,4)               | numeric
                    int(10) unsigned            | int(10)_unsigned
                    double precision            | double_precision
                    interval day to second(3)   | interval_day_to_second(3)
                    app."My Mood"[][]           | app_My_Mood[][]
                    enum('a)b', 'c[]')          | enum
                    pk                          | _pk
                    ''                          | untyped
                    """,
            quoteCharacter = '~')
    void typesBecomeWords(String type, String written) {
        assertThat(MermaidName.type(type.equals("''") ? "" : type)).isEqualTo(written);
    }
}
