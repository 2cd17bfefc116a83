package dev.lifeguard.migrate.benchmarks.programs;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Runs another program, and prints how many bytes all threads have allocated on the heap. */
public final class Allocation {

    private Allocation() {}

    /**
     * Runs.
     *
     * @param arguments the other program's class, and its arguments
     */
    public static void main(String[] arguments) throws Exception {
        String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) others);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        System.out.println("allocated " + threads.getTotalThreadAllocatedBytes());
    }
}
