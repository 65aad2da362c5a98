package dev.trunkline.fuzz;

import java.lang.reflect.Constructor;

/** What Jazzer calls, in a process of its own: the target that the property {@code fuzz.target} names. */
public final class JazzerMain {

    private static final FuzzTarget TARGET = target();

    private JazzerMain() {}

    private static FuzzTarget target() {
        try {
            Constructor<?> constructor =
                    Class.forName(System.getProperty("fuzz.target", "")).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (FuzzTarget) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.check(input);
    }
}
