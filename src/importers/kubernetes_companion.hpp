// Objects that belong to workloads: autoscalers, services and the routes to them, claims to volumes, settings
// and disruption budgets. They are taken down while the file is read, and applied when it has ended.
#pragma once

#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_workload.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace placer::importers::kubernetes {

/// What each of them has: a name, and what Kubernetes refuses of it.
struct Companion {
  Reference self;
  std::vector<Violation> violations;
  bool unread = false;  ///< something of it was reported as an error
};

struct Autoscaler : Companion {
  Reference target;
  Bounds bounds;
  std::string trigger;                    ///< that of the events it counts; may be empty
  std::vector<std::string_view> brokers;  ///< of which one sends them; empty: not known
  Value cpu_share;                        ///< of what the pods request; may not be there
  Value metric;                           ///< what it looks at, where that is no processor; may not be there
  Value stabilisation;                    ///< seconds before it takes pods away; may not be there
};

/// A port of a Service, with what it carries as far as that is known.
struct ServicePort {
  std::string name, number;
  Carried carried;
  std::string pod_port;  ///< by name or number
  Value target;          ///< the name of a port of the pods; not there where it is a number
};

/// What a port carries to these pods, who may know more of it; empty where nobody says it.
std::string_view trigger_at(const ServicePort& port, const Entry& entry);

struct Service : Companion {
  Labels selector;
  std::vector<ServicePort> ports;
  Location trigger_where;  ///< of the last of these ports, or of the kind
  bool all_udp = false;
  Value balancer;         ///< its type, where that is a load balancer of its own
  bool headless = false;  ///< it gives each of its pods a name
  bool sticky = false;
  Location sticky_where;
  Location without_ports;      ///< nowhere where it has some, or needs none
  std::string backend_config;  ///< the annotation that names some; may be empty
};

/// Where a route leads: a Service, and one of its ports by name or number.
struct Backend {
  std::string service, port;
  Location where = {};  ///< of the port; nowhere where it is filled in elsewhere
};

struct Route : Companion {
  std::string trigger;
  bool certain = false;  ///< the route itself says what it carries; else the port behind it may say more
  std::vector<Backend> backends;
  Value ingress_class;  ///< of an Ingress
  Value wait;           ///< seconds that its controller is told to wait for the pods
};

/// What GKE is told of the Services that name it.
struct BackendConfig {
  Reference self;
  Value timeout;  ///< seconds
};

/// Fills in what an Ingress says of the door that its controller makes.
void read_door(doc::View object, Route& route);
BackendConfig read_backend_config(doc::View object);
/// The annotation of a Service that names its BackendConfigs, in JSON; empty without one.
std::string backend_config_of(doc::View service);

struct Claim : Companion {
  Value size, mode;
  bool shared = false;
  std::string storage_class, volume;  ///< by name; may be empty
};

/// A StorageClass, or a PersistentVolume of one: what the volumes behind claims are.
struct Storage {
  Reference self;
  std::string storage_class;
  std::string maker;  ///< the driver, or the kind of the volume, where several pods mount such volumes
};

/// A ConfigMap or a Secret.
struct Config : Companion {};

struct Budget : Companion {
  Labels selector;
};

class Companions {
 public:
  /// Takes an object down; false if it is of no such kind.
  bool read(ImportContext& context, doc::View object);
  /// Gives the workloads what belongs to them. Of the rest, what Kubernetes refuses becomes an entry of its
  /// own, and the others are skipped by name, with what they are advised of as notes.
  void apply(ImportContext& context, std::vector<Entry>& entries) const;

 private:
  /// Indices by name, from the lowest. Of one name there may be several, each in its namespace.
  using ByName = std::unordered_map<std::string_view, std::vector<std::size_t>>;
  static const std::vector<std::size_t>& named(const ByName& all, std::string_view name);
  struct Names {
    ByName services, claims, configs, volumes;
    ByName routes;   ///< by the services that they lead to
    ByName classes;  ///< what makes volumes, by the class of storage
  };
  Names index_names() const;
  /// Which companions some workload has.
  struct Used {
    std::vector<bool> services, routes, claims, configs, budgets;
  };
  /// What makes the volume of a claim, where the file says that and several pods mount such volumes.
  std::string shared_maker(const Claim& claim, const Names& names) const;
  /// For each entry the companions whose selectors select its pods.
  using Selections = std::vector<std::vector<std::size_t>>;
  template <class Companion>
  static Selections selections_of(const std::vector<Companion>& companions,
                                  const std::vector<Entry>& entries);
  void apply_network(Entry& entry, const std::vector<std::size_t>& selecting, const Names& names,
                     Used& used) const;
  /// Names of ports that no pod has which a Service selects, and ports that no Service has to which a route
  /// leads.
  void advise_targets(std::vector<Entry>& entries, const Selections& services_of) const;
  /// What stands in front, and how long it waits, where all ways to the pods say the same.
  void apply_doors(Entry& entry, const std::vector<const Service*>& services,
                   const std::vector<const Route*>& routes) const;
  void advise_backends(Entry& entry, const Service& service, const Names& names) const;
  void apply_claims(Entry& entry, const Names& names, Used& used) const;
  void apply_configs(Entry& entry, const Names& names, Used& used) const;
  void apply_budgets(Entry& entry, const std::vector<std::size_t>& selecting, Used& used) const;

  std::vector<Autoscaler> autoscalers_;
  std::vector<Service> services_;
  std::vector<Route> routes_;
  std::vector<Claim> claims_;
  std::vector<Storage> storages_;
  std::vector<Config> configs_;
  std::vector<Budget> budgets_;
  std::vector<BackendConfig> backend_configs_;
};

}  // namespace placer::importers::kubernetes
