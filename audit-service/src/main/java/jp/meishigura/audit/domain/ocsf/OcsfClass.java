package jp.meishigura.audit.domain.ocsf;

/** The classes of OCSF 1.8.0 that our actions are of; numbers and names are the schema's. */
enum OcsfClass {
  ACCOUNT_CHANGE(3001, "Account Change", 3, "Identity & Access Management"),
  AUTHENTICATION(3002, "Authentication", 3, "Identity & Access Management"),
  USER_ACCESS(3005, "User Access Management", 3, "Identity & Access Management"),
  DETECTION_FINDING(2004, "Detection Finding", 2, "Findings"),
  ENTITY_MANAGEMENT(3004, "Entity Management", 3, "Identity & Access Management"),
  WEB_RESOURCES(6001, "Web Resources Activity", 6, "Application Activity"),
  API(6003, "API Activity", 6, "Application Activity"),
  DATASTORE(6005, "Datastore Activity", 6, "Application Activity");

  private final int uid;
  private final String caption;
  private final int category;
  private final String categoryName;

  OcsfClass(int uid, String caption, int category, String categoryName) {
    this.uid = uid;
    this.caption = caption;
    this.category = category;
    this.categoryName = categoryName;
  }

  int uid() {
    return uid;
  }

  String caption() {
    return caption;
  }

  int category() {
    return category;
  }

  String categoryName() {
    return categoryName;
  }
}
