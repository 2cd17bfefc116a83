package dev.lifeguard.migrate.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A row of the table that the test's migrations make. */
@Entity
public class Customer {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";

    private @Nullable String city;

    /** For Hibernate. */
    protected Customer() {}

    /** A new one. */
    public Customer(String name, @Nullable String city) {
        this.name = name;
        this.city = city;
    }

    @Nullable Long id() {
        return id;
    }

    String name() {
        return name;
    }

    @Nullable String city() {
        return city;
    }
}
