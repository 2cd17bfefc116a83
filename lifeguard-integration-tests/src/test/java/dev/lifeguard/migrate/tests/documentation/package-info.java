/** The examples of the documents, run as they stand there. */
@NullMarked
package dev.lifeguard.migrate.tests.documentation;

import org.jspecify.annotations.NullMarked;
