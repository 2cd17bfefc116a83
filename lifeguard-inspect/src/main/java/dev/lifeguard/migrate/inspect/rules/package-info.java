/** What is known of each rule for migrations, with examples that run. */
@NullMarked
package dev.lifeguard.migrate.inspect.rules;

import org.jspecify.annotations.NullMarked;
