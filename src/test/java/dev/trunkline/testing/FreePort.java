package dev.trunkline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody listens at. They are below those that Linux gives to outgoing connections by default (from 32768 on), so that none of
 * these has taken a port by the time that the test's process listens there, or does so again after it was killed.
 */
public final class FreePort {

    private static final int FIRST = 16_384;
    private static final int OF_A_PROCESS = 128;
    private static final int PROCESSES = 48; // and a node of Redis Cluster listens 10,000 above as well

    /** Each process begins elsewhere: forks run at the same time. */
    private static final int OURS =
            FIRST + OF_A_PROCESS * (int) (ProcessHandle.current().pid() % PROCESSES);

    /** And within its own, in case two are given the same. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() / PROCESSES));

    private FreePort() {}

    /** One that this process has not been given for long. */
    public static int find() {
        for (int i = 0; i < OF_A_PROCESS; i++) {
            int port = OURS + Math.floorMod(NEXT.getAndIncrement(), OF_A_PROCESS);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + OURS + " on");
    }

    private static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port)) {
            return free.isBound();
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
