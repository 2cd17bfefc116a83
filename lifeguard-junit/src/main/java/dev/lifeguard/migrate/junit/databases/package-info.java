/** What a test gets, and what it asks for. */
@NullMarked
package dev.lifeguard.migrate.junit.databases;

import org.jspecify.annotations.NullMarked;
