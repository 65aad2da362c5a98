package dev.trunkline;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.err.println("no commands yet: " + args.length);
    }
}
