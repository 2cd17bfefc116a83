/** Layouts of other tools, written as somebody outside of this library would write them. */
@NullMarked
package dev.lifeguard.migrate.tests.layout;

import org.jspecify.annotations.NullMarked;
