import type { RunInstancesRequest } from "@aws-sdk/client-ec2";
import type { IamApi } from "./iam-api";
import { eventually } from "./eventually";
import { remoteBalancing } from "./remote-balancing";
import { remoteGroups } from "./remote-groups";
import { remoteNames } from "./remote-names";
import { remoteStores } from "./remote-stores";
import { remoteTagged } from "./remote-tagged";
import { tagList } from "./tag-list";
import type { CleanUp } from "./clean-up";
import type { Apis } from "./apis";
import { type Makers, type Place, REGION, type Tags } from "./makers";

/** Names that another run does not have, either. */
const RUN = Date.now().toString(36);

type Clients = Omit<Apis, "cloudWatch" | "fis" | "tagging">;

/** Creates the resources of cases with AWS's API, and deletes them at cleanup. */
export function remoteMakers(clients: Clients, iam: IamApi, cleanUp: CleanUp): Makers {
  const { ec2 } = clients;
  let number = 0;
  const unique = (name: string): string => `${name}-${RUN}-${++number}`;
  const places = new Map<string, Promise<Place>>();
  let ami: Promise<string> | undefined;

  async function makePlace(): Promise<Place> {
    const { Vpc } = await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
    const vpc = Vpc!.VpcId!;
    cleanUp.later(() => ec2.deleteVpc({ VpcId: vpc }));
    const { InternetGateway } = await ec2.createInternetGateway({});
    const gateway = InternetGateway!.InternetGatewayId!;
    cleanUp.later(() => ec2.deleteInternetGateway({ InternetGatewayId: gateway }));
    await ec2.attachInternetGateway({ VpcId: vpc, InternetGatewayId: gateway });
    cleanUp.later(() => ec2.detachInternetGateway({ VpcId: vpc, InternetGatewayId: gateway }));
    const subnet = async (letter: string, block: number): Promise<string> => {
      const { Subnet } = await ec2.createSubnet({
        VpcId: vpc,
        CidrBlock: `10.0.${block}.0/24`,
        AvailabilityZone: `${REGION}${letter}`,
      });
      const id = Subnet!.SubnetId!;
      cleanUp.later(() => ec2.deleteSubnet({ SubnetId: id }));
      return id;
    };
    return { vpc, gateway, subnets: [await subnet("a", 0), await subnet("b", 1)] };
  }

  function placeOf(name: string): Promise<Place> {
    const place = places.get(name) ?? makePlace();
    places.set(name, place);
    return place;
  }
  const home = (): Promise<Place> => placeOf("home");

  async function newestImage(): Promise<string> {
    const { Images = [] } = await ec2.describeImages({
      Owners: ["amazon"],
      Filters: [{ Name: "name", Values: ["al2023-ami-2023*-x86_64"] }],
    });
    return Images.sort((a, b) => (a.CreationDate! < b.CreationDate! ? 1 : -1))[0]!.ImageId!;
  }
  const anyImage = (): Promise<string> => (ami ??= newestImage());

  const stateOf = async (id: string): Promise<string | undefined> => {
    const { Reservations = [] } = await ec2.describeInstances({ InstanceIds: [id] });
    return Reservations[0]?.Instances?.[0]?.State?.Name;
  };
  const until = (id: string, wanted: string): Promise<true> =>
    eventually(async () => ((await stateOf(id)) === wanted ? true : undefined));

  async function createInterface(): Promise<string> {
    const { NetworkInterface } = await ec2.createNetworkInterface({
      SubnetId: (await home()).subnets[0],
    });
    const id = NetworkInterface!.NetworkInterfaceId!;
    cleanUp.later(() => ec2.deleteNetworkInterface({ NetworkInterfaceId: id }));
    return id;
  }

  async function launch(request: Partial<RunInstancesRequest>, tags: Tags = {}): Promise<string> {
    const { Instances = [] } = await ec2.runInstances({
      ImageId: await anyImage(),
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: "instance", Tags: tagList(tags) }],
      ...request,
    });
    const id = Instances[0]!.InstanceId!;
    cleanUp.later(async () => {
      await ec2.terminateInstances({ InstanceIds: [id] });
      await until(id, "terminated");
    });
    await until(id, "running");
    return id;
  }

  return {
    place: home,
    otherPlace: () => placeOf("other"),
    address: async (tags = {}) => {
      const { AllocationId = "" } = await ec2.allocateAddress({
        Domain: "vpc",
        TagSpecifications: [{ ResourceType: "elastic-ip", Tags: tagList(tags) }],
      });
      cleanUp.later(() => ec2.releaseAddress({ AllocationId }));
      return AllocationId;
    },
    publicIp: async (address) => {
      const { Addresses = [] } = await ec2.describeAddresses({ AllocationIds: [address] });
      return Addresses[0]!.PublicIp!;
    },
    instance: async ({ tags = {}, place, image } = {}) => {
      const { subnets } = place ?? (await home());
      return launch({ ...(image && { ImageId: image }), SubnetId: subnets[0] }, tags);
    },
    node: async () => {
      const networkInterface = await createInterface();
      const instance = await launch({
        NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: networkInterface }],
      });
      return { instance, networkInterface };
    },
    stop: async (id) => {
      await ec2.stopInstances({ InstanceIds: [id] });
      await until(id, "stopped");
    },
    terminate: async (id) => {
      await ec2.terminateInstances({ InstanceIds: [id] });
      await until(id, "terminated");
    },
    interfaceOf: async (id) => {
      const { Reservations = [] } = await ec2.describeInstances({ InstanceIds: [id] });
      return Reservations[0]!.Instances![0]!.NetworkInterfaces![0]!.NetworkInterfaceId!;
    },
    networkInterface: createInterface,
    deleteNetworkInterface: async (id) => {
      await ec2.deleteNetworkInterface({ NetworkInterfaceId: id });
    },
    natGateway: async (AllocationId) => {
      const { NatGateway } = await ec2.createNatGateway({
        SubnetId: (await home()).subnets[0],
        AllocationId,
      });
      const id = NatGateway!.NatGatewayId!;
      const state = async (): Promise<string | undefined> => {
        const { NatGateways = [] } = await ec2.describeNatGateways({ NatGatewayIds: [id] });
        return NatGateways[0]?.State;
      };
      cleanUp.later(async () => {
        await ec2.deleteNatGateway({ NatGatewayId: id });
        await eventually(async () => ((await state()) === "deleted" ? true : undefined));
      });
      await eventually(async () => ((await state()) === "available" ? true : undefined));
      return id;
    },
    routeTable: async () => {
      const { RouteTable } = await ec2.createRouteTable({ VpcId: (await home()).vpc });
      const id = RouteTable!.RouteTableId!;
      cleanUp.later(() => ec2.deleteRouteTable({ RouteTableId: id }));
      return id;
    },
    image: async (tags) => {
      const { Images = [] } = await ec2.describeImages({ ImageIds: [await anyImage()] });
      const root = Images[0]!.BlockDeviceMappings![0]!;
      const { SnapshotId } = await ec2.copySnapshot({
        SourceRegion: REGION,
        SourceSnapshotId: root.Ebs!.SnapshotId!,
      });
      await eventually(async () => {
        const { Snapshots = [] } = await ec2.describeSnapshots({ SnapshotIds: [SnapshotId!] });
        return Snapshots[0]?.State === "completed" ? true : undefined;
      });
      cleanUp.later(() => ec2.deleteSnapshot({ SnapshotId }));
      const { ImageId = "" } = await ec2.registerImage({
        Name: unique("image"),
        Architecture: "x86_64",
        VirtualizationType: "hvm",
        RootDeviceName: "/dev/xvda",
        BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { SnapshotId: SnapshotId! } }],
      });
      // moto does not take tags with RegisterImage.
      await ec2.createTags({ Resources: [ImageId], Tags: tagList(tags) });
      cleanUp.later(() => ec2.deregisterImage({ ImageId }));
      return { id: ImageId, snapshot: SnapshotId! };
    },
    ...remoteGroups(clients, { home, anyImage, unique, cleanUp }),
    ...remoteBalancing(clients, home, unique, cleanUp),
    ...remoteNames(clients, unique, cleanUp),
    ...remoteStores(clients, iam, unique, cleanUp),
    tagged: async (kind, tags) =>
      remoteTagged(clients, { kind, tags, place: await home(), name: unique("tagged"), cleanUp }),
  };
}
