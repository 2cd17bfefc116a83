package dev.lifeguard.migrate;

/** The databases that are known, for whoever says which one it is. */
public enum DatabaseProduct {
    /** PostgreSQL from version 14. */
    POSTGRESQL("PostgreSQL"),
    /**
     * CockroachDB from version 22.1, as far as its documentation goes: it was not run on one, and
     * is used only where it is named.
     */
    COCKROACHDB("CockroachDB"),
    /**
     * YugabyteDB's YSQL, as far as its documentation goes: it was not run on one, and is used only
     * where it is named.
     */
    YUGABYTEDB("YugabyteDB"),
    /** MariaDB from version 10.5, and MySQL from version 8. */
    MARIADB("MariaDB"),
    /** SQLite from version 3.35. */
    SQLITE("SQLite"),
    /** H2 from version 2. */
    H2("H2");

    private final String product;

    DatabaseProduct(String product) {
        this.product = product;
    }

    /** As messages call it. */
    public String product() {
        return product;
    }
}
