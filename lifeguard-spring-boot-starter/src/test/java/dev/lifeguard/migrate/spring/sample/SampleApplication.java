package dev.lifeguard.migrate.spring.sample;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Says how many customers there are. The starter on the class path makes their table. */
@SpringBootApplication
public class SampleApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(SampleApplication.class, arguments);
    }

    @Bean
    ApplicationRunner count(JdbcTemplate template) {
        return arguments -> {
            Long customers = template.queryForObject("SELECT count(*) FROM customer", Long.class);
            System.out.println("customers: " + customers);
        };
    }
}
