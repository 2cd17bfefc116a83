/** Says nothing of null. */
package dev.lifeguard.migrate.architecture.bad.unmarked.state;
