package jp.meishigura.local.suite;

import java.util.ArrayList;
import java.util.List;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;

/** What can be known before anything starts: taken ports, missing programs. */
final class Preflight {
  private Preflight() {}

  /**
   * @throws LaunchException naming everything that is in the way
   */
  static void check(List<Part> parts, Ports ports) {
    List<String> troubles = new ArrayList<>();
    boolean taken = false;
    for (Part part : parts) {
      for (Port port : part.ports()) {
        if (!ports.isFree(port)) {
          troubles.add("Port " + ports.of(port) + " is taken, and " + part.name() + " wants it.");
          taken = true;
        }
      }
      try {
        part.check();
      } catch (LaunchException e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }
    if (taken) {
      troubles.add(
          "Stop what listens there, or move all of the suite's ports: MEISHIGURA_PORT_BASE=9400"
              + " make up (or: launch up --port-base 9400; the default is "
              + Ports.DEFAULT_BASE
              + ").");
    }
    if (!troubles.isEmpty()) {
      throw new LaunchException(String.join("\n", troubles));
    }
  }
}
