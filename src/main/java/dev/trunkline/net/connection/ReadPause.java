package dev.trunkline.net.connection;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a peer wait that sends too much: its connection is not read for a while. There is one end to that, however often it is asked for: a
 * single read brings more than a thousand messages, and each may ask. Confined to the connection's loop.
 */
public final class ReadPause {

    private final ChannelHandlerContext channel;
    private @Nullable ScheduledFuture<?> end;

    /** The channel is read, or not, as it was. */
    public ReadPause(ChannelHandlerContext channel) {
        this.channel = channel;
    }

    /** Reads nothing for {@code nanos} from now; where a longer pause has begun, that holds. */
    public void atLeast(long nanos) {
        channel.channel().config().setAutoRead(false);
        ScheduledFuture<?> earlier = end;
        if (earlier != null && earlier.getDelay(TimeUnit.NANOSECONDS) >= nanos) {
            return;
        }
        if (earlier != null) {
            earlier.cancel(false);
        }
        end = channel.executor().schedule(this::read, nanos, TimeUnit.NANOSECONDS);
    }

    private void read() {
        end = null;
        channel.channel().config().setAutoRead(true);
    }
}
