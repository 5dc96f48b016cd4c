package jp.meishigura.local.suite;

import java.io.IOException;
import java.util.Map;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.PidFile;

/**
 * Looks after a running suite. A part that was stopped on purpose has no pid file any more; one
 * that ended by itself is reported and the rest keeps running, as on separate machines.
 */
final class Watch {
  private static final int POLL_MILLIS = 500;

  private final Children children;

  Watch(Children children) {
    this.children = children;
  }

  /** Never returns by itself: the process ends by a signal. */
  void keep() throws IOException, InterruptedException {
    while (children.running(Running.LAUNCHER).isPresent()) {
      for (Map.Entry<String, PidFile> child : children.known().entrySet()) {
        String name = child.getKey();
        if (child.getValue().process().isEmpty() && isStillMeant(name, child.getValue())) {
          children.forget(name);
          System.err.println(
              name
                  + " ended by itself; `deploy/local/launch start-part "
                  + name
                  + "` starts it again."
                  + children.log(name).tail());
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Between the look at the list and the look at the process somebody may have stopped it. */
  private boolean isStillMeant(String name, PidFile pid) throws IOException {
    return pid.equals(children.known().get(name));
  }
}
