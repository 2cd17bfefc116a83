/** Tests of lint. */
@org.jspecify.annotations.NullMarked
package dev.lifeguard.migrate.lint;
