package dev.lifeguard.migrate.cli.output;

/** One line that says what is being done now. */
interface StatusLine extends AutoCloseable {

    /** Says nothing at all. */
    StatusLine NONE =
            new StatusLine() {
                @Override
                public void show(String what) {}

                @Override
                public void detail(String more) {}

                @Override
                public void replace(String further) {}

                @Override
                public void clear() {}

                @Override
                public void close() {}
            };

    /** Something begins. */
    void show(String what);

    /** It has come a step further. */
    void detail(String more);

    /** The same in other words: it has come a step further. */
    void replace(String further);

    /** It has ended; something else may be printed now. */
    void clear();

    @Override
    void close();
}
