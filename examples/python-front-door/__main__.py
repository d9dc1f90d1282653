import pulumi
import pulumi_holdfast as holdfast

# Zones decide how many resources there are, so they are plain values.
zones = ["us-east-1a", "us-east-1b"]
network = holdfast.FixedEgressVpc("network", cidr="10.20.0.0/16", availability_zones=zones)

front_door = holdfast.FixedFrontDoor(
    "entry",
    vpc_id=network.vpc_id,
    public_subnet_ids={zone: network.public_subnet_ids[zone] for zone in zones},
    backend_host="app.example.com",
    backend_port=443,
    backend_health_path="/health",
)

pulumi.export("allow_list", front_door.allow_list)
pulumi.export("egress_allow_list", network.allow_list)
